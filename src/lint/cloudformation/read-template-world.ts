import { AwsError } from '../../kernel/aws-error.ts';
import { neededCapabilities } from '../../services/cloudformation/template/capabilities.ts';
import { processTemplate } from '../../services/cloudformation/template/process-template.ts';
import { asObject, readTemplate, type Plain } from '../../services/cloudformation/template/read-template.ts';
import type { Template } from '../../services/cloudformation/template/template.ts';
import type { Linted } from '../linted.ts';
import { readWorld, type LintedResource } from '../read-world.ts';
import { keyOf, type Spot } from '../spot.ts';
import type { EngineProblem, World } from '../world.ts';
import { checked, problemOf, resourceProblems } from './engine-problems.ts';
import { SourceText } from '../source-text.ts';
import { Locator } from './locate.ts';
import { TemplateResolver } from './resolve.ts';
import { TEMPLATE_TYPES } from './template-types.ts';

type Raw = Readonly<Record<string, Plain>>;

/** Reads a template, JSON or YAML. What CloudFormation would not take is among the world's problems. */
export async function readTemplateWorld(text: string, stackName: string): Promise<Linted> {
  let raw: Raw;
  try {
    raw = readTemplate(text);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const problems = [problemOf(error.message, {})];
    return unreadable(text, problems);
  }
  const notLookedAt: string[] = [];
  const transformed = await withTransforms(raw, notLookedAt);
  const { template, problems } = checked(transformed.raw);
  const resolver = new TemplateResolver(transformed.raw, {
    accountId: '000000000000',
    region: 'us-east-1',
    stackName,
  });
  const resources = resourcesOf(transformed.raw, resolver);
  const source = new SourceText(text);
  const locator = new Locator(source);
  return {
    world: {
      form: 'cloudformation',
      ...readWorld(resources, TEMPLATE_TYPES),
      problems: [...transformed.problems, ...problems, ...resourceProblems(transformed.raw, resources)],
      capabilities: template === undefined ? [] : capabilitiesOf(template),
    },
    locate: (spot) => source.locationOf(locator.positionOf(spot)),
    locationOf: (position) => source.locationOf(position),
    notLookedAt,
  };
}

function unreadable(text: string, problems: readonly EngineProblem[]): Linted {
  const world: World = {
    form: 'cloudformation',
    ...readWorld([], {}),
    problems,
    capabilities: [],
  };
  const source = new SourceText(text);
  const locate = () => source.locationOf({ line: 1, column: 1 });
  return { world, locate, locationOf: (position) => source.locationOf(position), notLookedAt: [] };
}

/** The template with its loops written out; what others would bring in stays out. */
async function withTransforms(
  raw: Raw,
  notLookedAt: string[],
): Promise<{ readonly raw: Raw; readonly problems: readonly EngineProblem[] }> {
  try {
    const { template } = await processTemplate(raw, {
      parameters: [],
      previous: undefined,
      include: (location) => {
        notLookedAt.push(`what AWS::Include brings in from ${location}`);
        return Promise.resolve('{}');
      },
    });
    return { raw: template, problems: [] };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const isUnknown = error.message.includes('No transform named');
    if (isUnknown) notLookedAt.push('what transforms that are not built here would make of the template');
    return { raw, problems: [problemOf(error.message, raw, isUnknown ? 'warning' : 'error')] };
  }
}

function resourcesOf(raw: Raw, resolver: TemplateResolver): readonly LintedResource[] {
  return Object.keys(asObject(raw['Resources']) ?? {}).flatMap((id) => {
    const type = resolver.typeOf(id);
    const properties = asObject(asObject(asObject(raw['Resources'])?.[id])?.['Properties']) ?? {};
    const spot: Spot = { resource: id, steps: [] };
    if (type === undefined) return [];
    const { name, isMade } = resolver.nameOf(id);
    return [
      {
        ...{ id, type, name, isNameMade: isMade, spot: keyOf(spot) },
        properties: resolver.resolve(properties, { resource: id, steps: ['Properties'] }),
      },
    ];
  });
}

function capabilitiesOf(template: Template): World['capabilities'] {
  const { capabilities, reason = '' } = neededCapabilities(template);
  const first = [...template.resources].find(([, { type }]) => reason.includes(type))?.[0];
  const spot = keyOf({ resource: first, steps: [] });
  return capabilities.map((name) => ({ name, reason, spot }));
}
