import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Terraform as it is installed, with a folder that mirrors its AWS provider. */
export interface InstalledTerraform {
  readonly binary: string;
  readonly mirror: string;
  /** The provider's program; `undefined` where the mirror holds it packed. */
  readonly provider: string | undefined;
}

const PROVIDER = 'registry.terraform.io/hashicorp/aws';

/** Where Terraform itself looks for mirrors, then whatever folder of `/opt` is one. */
const STANDARD_PLACES = [
  path.join(homedir(), '.terraform.d/plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
];

/** Finds both; the reason when one is missing. `UTSUWA_TEST_TERRAFORM_MIRROR` names a mirror elsewhere. */
export function findTerraform(): InstalledTerraform | { readonly missing: string } {
  const binary = onPath('terraform');
  if (binary === undefined) return { missing: 'terraform is not installed' };
  const named = process.env['UTSUWA_TEST_TERRAFORM_MIRROR'];
  const places = named === undefined ? [...STANDARD_PLACES, ...foldersOf('/opt')] : [named];
  const mirror = places.find((place) => existsSync(path.join(place, PROVIDER)));
  return mirror === undefined
    ? { missing: 'no folder mirrors the AWS provider; UTSUWA_TEST_TERRAFORM_MIRROR may name one' }
    : { binary, mirror, provider: unpackedProvider(path.join(mirror, PROVIDER)) };
}

/** The newest version's program for this machine, in a mirror's layout `VERSION/OS_ARCHITECTURE/PROGRAM`. */
function unpackedProvider(folder: string): string | undefined {
  const machine = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return namesIn(folder)
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((version) => path.join(folder, version, machine))
    .flatMap((place) => namesIn(place).map((name) => path.join(place, name)))
    .find((file) => path.basename(file).startsWith('terraform-provider-aws') && isExecutable(file));
}

function onPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, program)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function foldersOf(parent: string): string[] {
  return namesIn(parent).map((name) => path.join(parent, name));
}

function namesIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
}
