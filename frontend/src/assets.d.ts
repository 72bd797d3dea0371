declare module "*.svg" {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: this is how webpack gives an asset's address
  export default address;
}
declare module "*.css";
