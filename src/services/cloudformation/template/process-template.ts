import { transformsOf } from './check-template.ts';
import { expandLoops } from './for-each.ts';
import { readParameters } from './parameter-declarations.ts';
import { typedValue, type GivenParameter, type ParameterValues } from './parameter-values.ts';
import { asObject, readTemplate, type Plain } from './read-template.ts';
import { noTransform, templateError } from './template-errors.ts';

type PlainObject = { readonly [name: string]: Plain };

/** What transforms are carried out with. */
interface ProcessingContext {
  readonly parameters: readonly GivenParameter[];
  readonly previous: ParameterValues | undefined;
  /** Reads what `AWS::Include` names. */
  include(location: string): Promise<string>;
}

/** A template with its transforms carried out, and whether that changed anything. */
export interface Processed {
  readonly template: PlainObject;
  readonly isChanged: boolean;
}

const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions';
const INCLUDE = 'AWS::Include';
const MOST_INCLUDES = 10;

/**
 * Carries out a template's transforms: what it includes, then the language extensions' loops.
 *
 * @throws AwsError ValidationError, also for a transform that is not known
 */
export async function processTemplate(raw: PlainObject, context: ProcessingContext): Promise<Processed> {
  const transforms = transformsOf(raw);
  const unknown = transforms.find((name) => name !== LANGUAGE_EXTENSIONS && name !== INCLUDE);
  if (unknown !== undefined) throw noTransform(unknown);
  const included = await withIncluded(raw, context);
  const own = asObject(included['Parameters']) ?? {};
  if (!transforms.includes(LANGUAGE_EXTENSIONS)) {
    return { template: included, isChanged: included !== raw };
  }
  const lists = parameterLists(own, context);
  return { template: expandLoops(included, lists), isChanged: true };
}

/** The parameters' values as far as they are known: a loop may go over one. */
function parameterLists(
  section: PlainObject,
  { parameters, previous = {} }: ProcessingContext,
): ReadonlyMap<string, string | readonly string[]> {
  const values = new Map<string, string | readonly string[]>();
  for (const [name, { type, default: fallback }] of readParameters(section)) {
    const given = parameters.find(({ ParameterKey }) => ParameterKey === name);
    const value = given?.UsePreviousValue === true ? previous[name] : given?.ParameterValue;
    const known = value ?? fallback;
    if (known !== undefined) values.set(name, typedValue(type, known));
  }
  return values;
}

/** Puts in what the template's own Transform and each `Fn::Transform` include. */
async function withIncluded(raw: PlainObject, context: ProcessingContext): Promise<PlainObject> {
  let left = MOST_INCLUDES;
  const fetch = async (transform: Plain | undefined): Promise<PlainObject> => {
    const location = asObject(asObject(transform)?.['Parameters'])?.['Location'];
    if (typeof location !== 'string') throw templateError('AWS::Include needs a Location');
    if (left-- <= 0) throw templateError('too many AWS::Include transforms');
    return readTemplate(await context.include(location));
  };
  const expand = async (value: Plain): Promise<Plain> => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return Promise.all((value as readonly Plain[]).map(expand));
    const members: [string, Plain][] = [];
    for (const [name, member] of Object.entries(value as PlainObject)) {
      if (name === 'Fn::Transform' && asObject(member)?.['Name'] === INCLUDE) {
        members.push(...Object.entries(await fetch(member)));
      } else {
        members.push([name, await expand(member)]);
      }
    }
    return Object.fromEntries(members);
  };
  const text = JSON.stringify(raw);
  if (!text.includes(INCLUDE)) return raw;
  const given = raw['Transform'];
  const all = Array.isArray(given) ? (given as readonly Plain[]) : [given];
  let merged = raw;
  for (const one of all) {
    if (asObject(one)?.['Name'] === INCLUDE) merged = { ...(await fetch(one)), ...merged };
  }
  return (await expand(merged)) as PlainObject;
}
