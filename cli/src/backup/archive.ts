import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Packs the files of a folder into a compressed archive, which only its owner may read. */
export async function pack(folder: string, archive: string): Promise<void> {
  await tar(["--create", "--gzip", "--file", archive, "--directory", folder, "."]);
}

/** Unpacks an archive into an empty folder. */
export async function unpack(archive: string, folder: string): Promise<void> {
  await tar(["--extract", "--gzip", "--no-same-owner", "--file", archive, "--directory", folder]);
}

async function tar(args: string[]): Promise<void> {
  await execute("tar", args).catch((error: { stderr?: string } & Error) => {
    throw new Error(`tar failed: ${error.stderr?.trim() || error.message}`, { cause: error });
  });
}
