import type { Selectable } from 'kysely';
import type {
  LaunchTemplate,
  LaunchTemplateVersion,
  RequestLaunchTemplateData,
} from '../../../model/generated/ec2.ts';
import type { Ec2Tables } from '../../../store/ec2-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { invalidParameterCombination, missingParameter } from '../errors.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import type { Place } from '../shared/place.ts';
import { assertIdOf, LAUNCH_TEMPLATE } from '../shared/resources.ts';
import type { Tags } from '../tags/tags.ts';
import {
  malformedVersion,
  templateIdNotFound,
  templateNameNotFound,
  versionNotFound,
} from './launch-template-errors.ts';

/** What a launch template's row holds in `data`. */
export interface LaunchTemplateData {
  readonly createdBy: string;
  readonly defaultVersion: number;
  /** The highest number that exists. */
  readonly latestVersion: number;
  /** The highest number that was ever given. */
  readonly lastNumber: number;
}

export interface LaunchTemplateRecord extends Omit<Selectable<Ec2Tables['launch_templates']>, 'data'> {
  readonly data: LaunchTemplateData;
}

/** What a version's row holds in `data`. */
interface VersionData {
  readonly createdBy: string;
  readonly description?: string | undefined;
  readonly launch: RequestLaunchTemplateData;
}

export interface VersionRecord extends Omit<Selectable<Ec2Tables['launch_template_versions']>, 'data'> {
  readonly data: VersionData;
}

/** How requests name a template: by one of the two. */
export interface TemplateName {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
}

/** @throws AwsError for neither or both of id and name, and for what is no id */
export function assertOneName({
  LaunchTemplateId: id = '',
  LaunchTemplateName: name = '',
}: TemplateName): void {
  if (id === '' && name === '') throw missingParameter('LaunchTemplateId');
  if (id !== '' && name !== '') {
    throw invalidParameterCombination(
      'You must specify either the launch template ID or the launch template name, but not both.',
    );
  }
  if (id !== '') assertIdOf(LAUNCH_TEMPLATE, id);
}

function toRecord(row: Selectable<Ec2Tables['launch_templates']>): LaunchTemplateRecord {
  return { ...row, data: JSON.parse(row.data) as LaunchTemplateData };
}

/** All launch templates of a place, by id. */
export async function readLaunchTemplates(
  tx: ReadTx,
  { accountId, region }: Place,
): Promise<readonly LaunchTemplateRecord[]> {
  const rows = await tx
    .selectFrom('launch_templates')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .orderBy('id')
    .execute();
  return rows.map(toRecord);
}

/** The template that is named, if there is one. */
export async function findLaunchTemplate(
  tx: ReadTx,
  { accountId, region }: Place,
  { LaunchTemplateId: id = '', LaunchTemplateName: name = '' }: TemplateName,
): Promise<LaunchTemplateRecord | undefined> {
  const rows = tx
    .selectFrom('launch_templates')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region);
  const row = await (
    id === '' ? rows.where('name', '=', name) : rows.where('id', '=', id)
  ).executeTakeFirst();
  return row && toRecord(row);
}

/** The template that is named. @throws AwsError InvalidLaunchTemplateId.NotFound, InvalidLaunchTemplateName.NotFoundException */
export async function requireLaunchTemplate(
  tx: ReadTx,
  place: Place,
  named: TemplateName,
): Promise<LaunchTemplateRecord> {
  const found = await findLaunchTemplate(tx, place, named);
  if (found !== undefined) return found;
  const { LaunchTemplateId: id = '', LaunchTemplateName: name = '' } = named;
  throw id === '' ? templateNameNotFound(name) : templateIdNotFound(id);
}

/** A template's versions, oldest first. */
export async function readVersions(tx: ReadTx, templateId: string): Promise<readonly VersionRecord[]> {
  const rows = await tx
    .selectFrom('launch_template_versions')
    .selectAll()
    .where('template_id', '=', templateId)
    .orderBy('version')
    .execute();
  return rows.map((row) => ({ ...row, data: JSON.parse(row.data, reviveDates) as VersionData }));
}

/** The one moment in a template's data. */
function reviveDates(key: string, value: unknown): unknown {
  return key === 'ValidUntil' && typeof value === 'string' ? new Date(value) : value;
}

/**
 * The number that `$Default`, `$Latest` or a number stands for; the default one where none is named.
 *
 * @throws AwsError InvalidParameterValue for what is none of these
 */
export function versionNumber({ data }: LaunchTemplateRecord, version: string | undefined): number {
  if (version === undefined || version === '' || version === '$Default') return data.defaultVersion;
  if (version === '$Latest') return data.latestVersion;
  if (!/^\d{1,9}$/.test(version)) throw malformedVersion();
  return Number(version);
}

/** One version. @throws AwsError InvalidLaunchTemplateId.VersionNotFound, and as {@link versionNumber} */
export async function requireVersion(
  tx: ReadTx,
  template: LaunchTemplateRecord,
  version: string | undefined,
): Promise<VersionRecord> {
  const number = versionNumber(template, version);
  const found = (await readVersions(tx, template.id)).find((each) => each.version === number);
  if (found === undefined) throw versionNotFound(number, template.id);
  return found;
}

export function launchTemplateToWire(
  { id, name, created_at, data }: LaunchTemplateRecord,
  tags: Tags | undefined,
): LaunchTemplate {
  return {
    LaunchTemplateId: id,
    LaunchTemplateName: name,
    CreateTime: new Date(created_at),
    CreatedBy: data.createdBy,
    DefaultVersionNumber: data.defaultVersion,
    LatestVersionNumber: data.latestVersion,
    Tags: tagsToWire(tags),
    Operator: { Managed: false },
  };
}

export function versionToWire(template: LaunchTemplateRecord, version: VersionRecord): LaunchTemplateVersion {
  const { launch, createdBy, description } = version.data;
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    VersionNumber: version.version,
    VersionDescription: description,
    CreateTime: new Date(version.created_at),
    CreatedBy: createdBy,
    DefaultVersion: version.version === template.data.defaultVersion,
    // What is asked for and what is answered have the same members, but for those that are refused.
    LaunchTemplateData: launch,
    Operator: { Managed: false },
  };
}
