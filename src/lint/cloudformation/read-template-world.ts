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

/** Where a template is thought to be deployed. */
const PLACE = { accountId: '000000000000', region: 'us-east-1' };

/** Reads a template, JSON or YAML. What CloudFormation would not take is among the world's problems. */
export async function readTemplateWorld(text: string, stackName: string): Promise<Linted> {
  let raw: Raw;
  try {
    raw = readTemplate(text, { takesKeysTwice: false });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const problems = [problemOf(error.message, {})];
    return unreadable(text, problems);
  }
  const notLookedAt: string[] = [];
  const transformed = await withTransforms(raw, stackName, notLookedAt);
  const { template, problems } = transformed.isWhole ? checked(transformed.raw) : { problems: [] };
  const resolver = new TemplateResolver(transformed.raw, { ...PLACE, stackName });
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
  stackName: string,
  notLookedAt: string[],
): Promise<{
  readonly raw: Raw;
  readonly problems: readonly EngineProblem[];
  /** Whether nothing is missing that the template refers to. */
  readonly isWhole: boolean;
}> {
  try {
    const { template } = await processTemplate(raw, {
      parameters: [],
      previous: undefined,
      place: {
        ...PLACE,
        stackName,
        stackId: `arn:aws:cloudformation:us-east-1:000000000000:stack/${stackName}/0`,
        notificationArns: [],
      },
      include: (location) => {
        notLookedAt.push(`what AWS::Include brings in from ${location}`);
        return Promise.resolve('{}');
      },
    });
    return { raw: template, problems: [], isWhole: true };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.message.includes('must have values')) {
      notLookedAt.push('what transforms make of parameters that have no default');
      return { raw: withoutLoops(raw), problems: [], isWhole: false };
    }
    const isUnknown = error.message.includes('No transform named');
    if (isUnknown) notLookedAt.push('what transforms that are not built here would make of the template');
    const problems = [problemOf(error.message, raw, isUnknown ? 'warning' : 'error')];
    return { raw, problems, isWhole: true };
  }
}

function withoutLoops(raw: Raw): Raw {
  const resources = Object.entries(asObject(raw['Resources']) ?? {});
  return { ...raw, Resources: Object.fromEntries(resources.filter(([name]) => !name.startsWith('Fn::'))) };
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
