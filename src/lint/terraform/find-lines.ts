import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { withoutIndexes } from '../addresses.ts';
import type { Location } from '../linted.ts';
import type { Spot } from '../spot.ts';

/** Where modules lie, by their address (`module.a.module.b`), as the plan's configuration says. */
export type ModuleFolders = ReadonlyMap<string, string>;

interface Source {
  readonly file: string;
  readonly lines: readonly string[];
}

/** Finds resources in the `.tf` files beside a plan: the line of the block, or of the attribute in it. */
export class ConfigurationLines {
  readonly #modules: ModuleFolders;
  readonly #read = new Map<string, readonly Source[]>();

  constructor(modules: ModuleFolders) {
    this.#modules = modules;
  }

  locate({ resource = '', steps }: Spot): Location {
    const [module = '', type = '', name = ''] = partsOf(resource);
    const folder = this.#modules.get(module);
    const block = new RegExp(`^\\s*resource\\s+"?${escaped(type)}"?\\s+"?${escaped(name)}"?\\s*\\{?`);
    for (const { file, lines } of folder === undefined ? [] : this.#sources(folder)) {
      const start = lines.findIndex((line) => block.test(line));
      if (start < 0) continue;
      const names = steps.filter((step): step is string => typeof step === 'string');
      const line = attributeLine(lines, start, names);
      const source = lines[line] ?? '';
      return { file, line: line + 1, column: source.search(/\S|$/) + 1, source };
    }
    return {};
  }

  #sources(folder: string): readonly Source[] {
    const known = this.#read.get(folder);
    if (known !== undefined) return known;
    const read = sourcesIn(folder);
    this.#read.set(folder, read);
    return read;
  }
}

/** Files of more than that are nobody's configuration. */
const MOST_FILES = 1_000;

function sourcesIn(folder: string): readonly Source[] {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith('.tf'));
    return files.slice(0, MOST_FILES).map((name) => {
      const file = path.join(folder, name);
      return { file, lines: readFileSync(file, 'utf8').split(/\r?\n/) };
    });
  } catch {
    // No configuration lies there: findings name the resource's address alone.
    return [];
  }
}

/** Follows attributes and blocks into a resource, as far as they are found. */
function attributeLine(lines: readonly string[], start: number, names: readonly string[]): number {
  let found = start;
  const end = endOfBlock(lines, start);
  for (const name of names) {
    const attribute = new RegExp(`^\\s*${escaped(name)}\\s*[={]`);
    const next = lines.findIndex((line, at) => at > found && at <= end && attribute.test(line));
    if (next < 0) break;
    found = next;
  }
  return found;
}

/** The line on which the braces that open from `start` are closed. */
function endOfBlock(lines: readonly string[], start: number): number {
  let depth = 0;
  for (let at = start; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').replaceAll(/"(?:\\.|[^"\\])*"|#.*$/g, '');
    depth += line.split('{').length - line.split('}').length;
    if (depth <= 0 && at > start) return at;
    if (depth <= 0 && line.includes('}')) return at;
  }
  return lines.length - 1;
}

/** `module.a["x"].aws_instance.web[0]` → module.a, aws_instance, web. */
function partsOf(address: string): readonly string[] {
  const parts = withoutIndexes(address).split('.');
  return [parts.slice(0, -2).join('.'), ...parts.slice(-2)];
}

function escaped(text: string): string {
  return text.replaceAll(/[^\w]/g, (character) => `\\${character}`);
}
