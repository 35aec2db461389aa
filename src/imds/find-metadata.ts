import { metadataEntries, type Leaf, type MetadataSubject, type TreeEntry } from './metadata-tree.ts';
import { VERSIONS } from './versions.ts';

/**
 * What a path shows.
 *
 * @param path as requested, beginning with `/`, percent-encoded, without a query; below a version there is what that version had
 * @returns a leaf, or a directory's listing, one name a line; `undefined` where there is nothing
 */
export async function findMetadata(path: string, subject: MetadataSubject): Promise<Leaf | undefined> {
  const segments = readSegments(path);
  if (segments === undefined) return undefined;
  const [version, ...rest] = segments;
  if (version === undefined) return VERSIONS.join('\n');
  if (!VERSIONS.includes(version)) return undefined;
  const wanted = rest.join('/');
  const entries = await metadataEntries(subject, version, wanted);
  // A slash behind a value changes nothing: EC2 Instance Connect asks so for each.
  return entries.find((entry) => entry.path === wanted)?.leaf ?? listing(entries, wanted, subject);
}

/**
 * The segments of a path, decoded; a slash too many counts for one.
 *
 * @returns `undefined` when it cannot be decoded, or an encoded slash is part of a name, as of none of ours
 */
function readSegments(path: string): string[] | undefined {
  try {
    const segments = path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
    return segments.some((segment) => segment.includes('/')) ? undefined : segments;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function listing(
  entries: readonly TreeEntry[],
  directory: string,
  subject: MetadataSubject,
): string | undefined {
  const below = directory === '' ? '' : `${directory}/`;
  const names = new Set<string>();
  for (const { path, leaf } of entries) {
    if (path === directory && leaf === undefined) return '';
    // An empty directory's own path shows it in the one above as a directory.
    const full = leaf === undefined ? `${path}/` : path;
    if (!full.startsWith(below)) continue;
    const rest = full.slice(below.length);
    const slash = rest.indexOf('/');
    names.add(slash < 0 ? rest : rest.slice(0, slash + 1));
  }
  if (names.size === 0) return undefined;
  return [...names].map((name) => shown(directory, name, subject)).join('\n');
}

/** AWS lists a version's parts without a slash, and keys by their number and name. */
function shown(directory: string, name: string, { instance }: MetadataSubject): string {
  if (directory === '') return name.endsWith('/') ? name.slice(0, -1) : name;
  if (directory === 'meta-data/public-keys') return `${name.slice(0, -1)}=${instance.keyName ?? ''}`;
  return name;
}
