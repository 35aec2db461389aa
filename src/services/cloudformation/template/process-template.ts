import { LANGUAGE_EXTENSIONS } from './check-functions.ts';
import { transformsOf } from './check-template.ts';
import { evaluate } from './evaluate.ts';
import { expandLoops } from './for-each.ts';
import { processingScope, type Known } from './processing-scope.ts';
import { asObject, readTemplate, type Plain } from './read-template.ts';
import { withNames } from './referenced-names.ts';
import type { Scope } from './scope.ts';
import { noTransform, snippetMalformed, templateError } from './template-errors.ts';
import { AwsError } from '../../../kernel/aws-error.ts';

type PlainObject = { readonly [name: string]: Plain };

/** What transforms are carried out with. */
export interface ProcessingContext extends Known {
  /** Reads what `AWS::Include` names. */
  include(location: string): Promise<string>;
}

/** A template with its transforms carried out, and whether that changed anything. */
export interface Processed {
  readonly template: PlainObject;
  readonly isChanged: boolean;
}

const INCLUDE = 'AWS::Include';
const EMBEDDED = 'Fn::Transform';
const MOST_INCLUDES = 10;
const EVALUATED = new Set(['Conditions', 'Resources', 'Outputs']);

/** Whether a template names transforms, at its top or within. */
export function hasTransforms(raw: PlainObject): boolean {
  return transformsOf(raw).length > 0 || holdsTransform(raw);
}

function holdsTransform(value: Plain): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries<Plain>(value).some(([name, member]) => name === EMBEDDED || holdsTransform(member));
}

/**
 * Carries out a template's transforms: what it includes, then the language extensions.
 *
 * @throws AwsError ValidationError, also for a transform that is not known
 */
export async function processTemplate(raw: PlainObject, context: ProcessingContext): Promise<Processed> {
  const transforms = transformsOf(raw);
  const unknown = transforms.find((name) => name !== LANGUAGE_EXTENSIONS && name !== INCLUDE);
  if (unknown !== undefined) throw noTransform(unknown);
  const included = hasTransforms(raw) ? await withIncluded(raw, context) : raw;
  if (!transforms.includes(LANGUAGE_EXTENSIONS)) {
    return { template: included, isChanged: included !== raw };
  }
  const expanded = expandLoops(included, processingScope(included, context));
  const scope = processingScope(expanded, context);
  const extended = Object.entries(expanded).map(([name, section]) => [
    name,
    EVALUATED.has(name) ? withNames(section, scope) : section,
  ]);
  return { template: Object.fromEntries(extended) as PlainObject, isChanged: true };
}

/** Puts in what the template's own Transform and each `Fn::Transform` include. */
async function withIncluded(raw: PlainObject, context: ProcessingContext): Promise<PlainObject> {
  let left = MOST_INCLUDES;
  const scope = processingScope(raw, context);
  const fetch = async (transform: Plain): Promise<PlainObject> => {
    const location = locationOf(transform, scope);
    if (left-- <= 0) throw templateError('too many AWS::Include transforms');
    return readSnippet(await context.include(location));
  };
  const expand = async (value: Plain): Promise<Plain> => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return Promise.all((value as readonly Plain[]).map(expand));
    const members: [string, Plain][] = [];
    for (const [name, member] of Object.entries(value as PlainObject)) {
      const transforms = name === EMBEDDED ? listOf(member) : [];
      if (transforms.length > 0 && transforms.every(isInclude)) {
        for (const one of transforms) members.push(...Object.entries(await fetch(one)));
      } else {
        members.push([name, await expand(member)]);
      }
    }
    return Object.fromEntries(members);
  };
  let merged = raw;
  for (const one of listOf(raw['Transform'] ?? [])) {
    if (isInclude(one)) merged = { ...(await fetch(one)), ...merged };
  }
  return (await expand(merged)) as PlainObject;
}

function listOf(given: Plain): readonly Plain[] {
  return Array.isArray(given) ? (given as readonly Plain[]) : [given];
}

function isInclude(transform: Plain): boolean {
  return asObject(transform)?.['Name'] === INCLUDE;
}

/** Where an include has its text from: functions may say so, of what is known before any resource is made. */
function locationOf(transform: Plain, scope: Scope): string {
  const given = asObject(asObject(transform)?.['Parameters'])?.['Location'];
  const location = given === undefined ? undefined : evaluate(given, scope);
  if (typeof location !== 'string') throw templateError('AWS::Include needs a Location');
  return location;
}

/** Reads included text. AWS takes no short forms of functions there. */
function readSnippet(text: string): PlainObject {
  try {
    return readTemplate(text, { takesShortForms: false });
  } catch (error) {
    if (error instanceof AwsError) throw snippetMalformed();
    throw error;
  }
}
