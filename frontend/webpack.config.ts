import { join } from "node:path";
import { fileURLToPath } from "node:url";
import HtmlWebpackPlugin from "html-webpack-plugin";
import MiniCssExtractPlugin from "mini-css-extract-plugin";
import MinimizerPlugin from "minimizer-webpack-plugin";
import type { ChunkGraph, Configuration, Module } from "webpack";

const here = import.meta.dirname;
export const dist = join(here, "dist");
/** The folder of all files with a hash in their name. */
export const assets = join(dist, "assets");

const loaderPath = (address: string) => fileURLToPath(address);

const swc = {
  loader: loaderPath(import.meta.resolve("swc-loader")),
  options: {
    jsc: {
      parser: { syntax: "typescript", tsx: true },
      target: "es2023",
      transform: { react: { runtime: "automatic" } },
    },
  },
};

/**
 * Returns the webpack configuration. Source maps do not use eval and styles are not inlined, so that
 * the page works under its strict CSP, while watching too.
 */
export function bundle(mode: "production" | "development"): Configuration {
  const name = mode === "production" ? "[name].[contenthash:10]" : "[name]";
  return {
    mode,
    context: here,
    entry: "./src/main.tsx",
    devtool: mode === "production" ? false : "cheap-module-source-map",
    output: {
      path: dist,
      publicPath: "/",
      filename: `assets/${name}.js`,
      chunkFilename: `assets/${name}.js`,
      assetModuleFilename: "assets/[name].[contenthash:10][ext]",
      clean: true,
    },
    resolve: {
      extensions: [".ts", ".tsx", ".js"],
      alias: {
        // RJSF imports it for its own tests alone.
        "@rjsf/validator-ajv8": false,
        // RJSF renders Markdown only where a layout asks for it, which templates may not.
        "markdown-to-jsx/react": false,
        // Emotion's `withTheme` alone needs it, which nothing here uses.
        "hoist-non-react-statics": false,
        // RJSF resolves each `$id` with it, which templates may not have.
        "fast-uri": join(here, "src/lib/bundle/no-ids.ts"),
        [join(here, "../contracts/src/typebox.ts")]: join(here, "src/lib/bundle/no-schemas.ts"),
      },
    },
    module: {
      rules: [
        {
          test: join(here, "../contracts/src/schema/pattern.ts"),
          resolve: { alias: { re2js$: join(here, "src/lib/bundle/re2.ts") } },
        },
        {
          // The live connection is a WebSocket from its start.
          test: /engine\.io-client\/build\/esm\/transports\/index\.js$/,
          resolve: { alias: { "./polling-xhr.node.js": false, "./webtransport.js": false } },
        },
        {
          // Its other ways to connect are left out; their files look as if loading them did something.
          test: /(engine|socket)\.io-client\/build\/esm\/.*\.js$/,
          sideEffects: false,
        },
        {
          // No form asks RJSF to omit what its schema does not name, nor for paths.
          test: /@rjsf\/utils\/lib\/schema\/index\.js$/,
          resolve: { alias: { "./omitExtraData.js": false, "./toPathSchema.js": false } },
        },
        {
          test: /contracts\/src\/.*\.ts$/,
          sideEffects: false,
          enforce: "pre",
          use: join(here, "drop-descriptions.ts"),
        },
        {
          test: join(here, "../contracts/src/operations/operations.ts"),
          enforce: "pre",
          use: join(here, "operation-addresses.ts"),
        },
        { test: /\.tsx?$/, exclude: /node_modules/, use: swc },
        {
          test: /\.css$/,
          use: [MiniCssExtractPlugin.loader, loaderPath(import.meta.resolve("css-loader"))],
          sideEffects: true,
        },
        { test: /\.(woff2|svg)$/, type: "asset/resource" },
        { test: /inter-latin-wght-normal\.woff2$/, use: join(here, "narrow-font.ts") },
      ],
    },
    plugins: [
      new HtmlWebpackPlugin({ template: "./index.ejs", inject: false, minify: false }),
      new MiniCssExtractPlugin({
        filename: `assets/${name}.css`,
        chunkFilename: `assets/${name}.css`,
      }),
    ],
    optimization: {
      minimizer: [
        new MinimizerPlugin({
          minify: { implementation: MinimizerPlugin.swcMinify },
          extractComments: false,
        }),
      ],
      runtimeChunk: "single",
      // Bytes before compression. Smaller parts that pages share are in the chunk of each: a page
      // of many small chunks is larger, since each is compressed alone and has headers.
      splitChunks: {
        chunks: "all",
        minSize: 100_000,
        cacheGroups: {
          // A page in the frame always loads with it, and leaves to it what both need.
          frame: {
            name: "frame-parts",
            chunks: ({ name }) => !name?.startsWith("account-"),
            test: (module: Module, { chunkGraph }: { chunkGraph: ChunkGraph }) =>
              chunkGraph.getModuleChunks(module).some(({ name }) => name === "frame"),
            enforce: true,
          },
        },
      },
    },
    // Keeps parsed modules between builds, which makes a second one faster.
    cache: {
      type: "filesystem",
      cacheDirectory: join(here, "../node_modules/.cache/formwork-ui"),
      buildDependencies: { config: [import.meta.filename] },
    },
    performance: { hints: false },
  };
}
