import type { House } from '../../operation/house.ts';
import type { PublishedImage } from '../../operation/published-images.ts';
import type { ParameterRecord, VersionData } from './parameter-record.ts';

const INFRASTRUCTURE = '/aws/service/global-infrastructure';

/**
 * AWS's public parameters, as far as images and regions here can back them: the newest image of each kind
 * under the names that AWS and Canonical give it, and which regions and zones there are.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
 */
export async function publicParameters(house: House, region: string): Promise<readonly ParameterRecord[]> {
  const values = new Map<string, readonly [value: string, version: number, at: number]>();
  for (const image of await house.publishedImages.in(region)) {
    const at = Date.parse(image.creationDate);
    for (const name of namesOfImage(image)) {
      const [value, version, earlier] = values.get(name) ?? [image.imageId, 0, 0];
      values.set(name, at > earlier ? [image.imageId, version + 1, at] : [value, version + 1, earlier]);
    }
  }
  for (const [name, value] of await infrastructure(house)) values.set(name, [value, 1, 0]);
  return [...values]
    .map(([name, [value, version, modifiedAt]]) => ({
      id: undefined,
      name,
      version,
      modifiedAt,
      data: { type: 'String', value, tier: 'Standard', dataType: dataTypeOf(name) } satisfies VersionData,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function dataTypeOf(name: string): VersionData['dataType'] {
  return name.startsWith(INFRASTRUCTURE) ? 'text' : 'aws:ec2:image';
}

/** Under which names an image is found, when it is the newest of its kind. */
function namesOfImage({ name }: PublishedImage): readonly string[] {
  const al2023 = /^al2023-ami-(minimal-)?2023[\d.]+-kernel-6\.1-(x86_64|arm64)$/.exec(name);
  if (al2023 !== null) {
    const [, minimal = '', machine = ''] = al2023;
    return ['kernel-6.1', 'kernel-default'].map((kernel) =>
      amazonLinux(`al2023-ami-${minimal}${kernel}-${machine}`),
    );
  }
  const al2 = /^(amzn2-ami-(?:kernel-5\.10-)?hvm)-[\d.]+-(x86_64|arm64)-(gp2)$/.exec(name);
  if (al2 !== null) return [amazonLinux(`${al2[1]}-${al2[2]}-${al2[3]}`)];
  const containers = /^al2023-ami-ecs-hvm-[\d.]+-kernel-6\.1-(x86_64|arm64)$/.exec(name);
  if (containers !== null) {
    const machine = containers[1] === 'arm64' ? 'arm64/' : '';
    return [`/aws/service/ecs/optimized-ami/amazon-linux-2023/${machine}recommended/image_id`];
  }
  return ubuntu(name) ?? debian(name) ?? windows(name) ?? [];
}

function amazonLinux(name: string): string {
  return `/aws/service/ami-amazon-linux-latest/${name}`;
}

function ubuntu(name: string): readonly string[] | undefined {
  const found =
    /^ubuntu\/images\/(hvm-ssd(?:-gp3)?)\/ubuntu-([a-z]+)-([\d.]+)-(amd64|arm64)-server-(\d+)$/.exec(name);
  if (found === null) return undefined;
  const [, kind, codeName, version, machine, serial] = found;
  const volume = kind === 'hvm-ssd-gp3' ? 'ebs-gp3' : 'ebs-gp2';
  return [version, codeName].flatMap((release) =>
    ['current', serial].map(
      (which) =>
        `/aws/service/canonical/ubuntu/server/${release}/stable/${which}/${machine}/hvm/${volume}/ami-id`,
    ),
  );
}

function debian(name: string): readonly string[] | undefined {
  const found = /^debian-(\d+)-(amd64|arm64)-([\d-]+)$/.exec(name);
  if (found === null) return undefined;
  const [, major, machine, build] = found;
  return ['latest', build].map((which) => `/aws/service/debian/release/${major}/${which}/${machine}`);
}

function windows(name: string): readonly string[] | undefined {
  const found = /^(Windows_Server-\d+-English-Full-Base)-[\d.]+$/.exec(name);
  return found === null ? undefined : [`/aws/service/ami-windows-latest/${found[1]}`];
}

async function infrastructure({ publishedImages }: House): Promise<readonly (readonly [string, string])[]> {
  const regions = await publishedImages.regions();
  return regions.flatMap(({ name, zoneIds }) => [
    [`${INFRASTRUCTURE}/regions/${name}`, name] as const,
    [`${INFRASTRUCTURE}/regions/${name}/domain`, 'amazonaws.com'] as const,
    [`${INFRASTRUCTURE}/regions/${name}/partition`, 'aws'] as const,
    ...zoneIds.flatMap((id) => [
      [`${INFRASTRUCTURE}/regions/${name}/availability-zones/${id}`, id] as const,
      [`${INFRASTRUCTURE}/availability-zones/${id}`, id] as const,
    ]),
  ]);
}
