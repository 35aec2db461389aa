import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, IMAGE_ID, openBench, type Bench } from '../../../../test/ec2-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

let count = 0;
/** Makes a template. @returns how later calls name it */
async function create(LaunchTemplateData: object = { InstanceType: 't3.micro' }) {
  const LaunchTemplateName = `template-${++count}`;
  await bench.ec2('CreateLaunchTemplate', { LaunchTemplateName, LaunchTemplateData });
  return { LaunchTemplateName };
}

describe('a launch template', () => {
  test('is created with its first version, and described', async () => {
    const LaunchTemplateData = {
      ImageId: IMAGE_ID,
      InstanceType: 't3.small',
      UserData: Buffer.from('#!/bin/sh').toString('base64'),
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'a', Value: 'b' }] }],
    } as const;
    const { LaunchTemplate } = await bench.ec2('CreateLaunchTemplate', {
      LaunchTemplateName: 'whole',
      LaunchTemplateData,
      VersionDescription: 'first',
      TagSpecifications: [{ ResourceType: 'launch-template', Tags: [{ Key: 'team', Value: 'blue' }] }],
    });
    expect(LaunchTemplate).toEqual({
      LaunchTemplateId: expect.stringMatching(/^lt-0[0-9a-f]{16}$/),
      LaunchTemplateName: 'whole',
      CreateTime: expect.any(Date),
      CreatedBy: 'arn:aws:iam::123456789012:root',
      DefaultVersionNumber: 1,
      LatestVersionNumber: 1,
      Tags: [{ Key: 'team', Value: 'blue' }],
      Operator: { Managed: false },
    });
    const { LaunchTemplates } = await bench.ec2('DescribeLaunchTemplates', {
      Filters: [{ Name: 'tag:team', Values: ['blue'] }],
    });
    expect(LaunchTemplates).toEqual([LaunchTemplate]);
    const { LaunchTemplateVersions } = await bench.ec2('DescribeLaunchTemplateVersions', {
      LaunchTemplateName: 'whole',
    });
    expect(LaunchTemplateVersions).toMatchObject([
      { VersionNumber: 1, VersionDescription: 'first', DefaultVersion: true, LaunchTemplateData },
    ]);
  });

  test('gets versions, on a source or without; the default one is chosen', async () => {
    const named = await create({ ImageId: IMAGE_ID, InstanceType: 't3.micro' });
    await bench.ec2('CreateLaunchTemplateVersion', {
      ...named,
      SourceVersion: '$Default',
      LaunchTemplateData: { InstanceType: 't3.large' },
    });
    await bench.ec2('CreateLaunchTemplateVersion', {
      ...named,
      LaunchTemplateData: { InstanceType: 't3.nano' },
    });
    const data = async (...Versions: string[]) => {
      const answer = await bench.ec2('DescribeLaunchTemplateVersions', { ...named, Versions });
      return answer.LaunchTemplateVersions?.map((each) => each.LaunchTemplateData);
    };
    expect(await data('2')).toEqual([{ ImageId: IMAGE_ID, InstanceType: 't3.large' }]);
    expect(await data('$Latest')).toEqual([{ InstanceType: 't3.nano' }]);
    expect(await data('$Default')).toEqual([{ ImageId: IMAGE_ID, InstanceType: 't3.micro' }]);
    const { LaunchTemplate } = await bench.ec2('ModifyLaunchTemplate', { ...named, DefaultVersion: '3' });
    expect(LaunchTemplate).toMatchObject({ DefaultVersionNumber: 3, LatestVersionNumber: 3 });
    expect(await data('$Default')).toEqual([{ InstanceType: 't3.nano' }]);
  });

  test('loses versions, but not the default one; numbers are not given again', async () => {
    const named = await create();
    const LaunchTemplateData = { InstanceType: 't3.nano' } as const;
    for (let i = 0; i < 2; i++)
      await bench.ec2('CreateLaunchTemplateVersion', { ...named, LaunchTemplateData });
    const answer = await bench.ec2('DeleteLaunchTemplateVersions', { ...named, Versions: ['1', '3', '9'] });
    expect(answer.SuccessfullyDeletedLaunchTemplateVersions).toMatchObject([{ VersionNumber: 3 }]);
    expect(answer.UnsuccessfullyDeletedLaunchTemplateVersions).toMatchObject([
      { VersionNumber: 1, ResponseError: { Code: 'unexpectedError' } },
      { VersionNumber: 9, ResponseError: { Code: 'launchTemplateVersionDoesNotExist' } },
    ]);
    const { LaunchTemplates } = await bench.ec2('DescribeLaunchTemplates', {
      LaunchTemplateNames: [named.LaunchTemplateName],
    });
    expect(LaunchTemplates).toMatchObject([{ LatestVersionNumber: 2 }]);
    const next = await bench.ec2('CreateLaunchTemplateVersion', { ...named, LaunchTemplateData });
    expect(next.LaunchTemplateVersion?.VersionNumber).toBe(4);
  });

  test('is deleted with its versions', async () => {
    const named = await create();
    await bench.ec2('DeleteLaunchTemplate', named);
    expect(await failure(bench.ec2('DescribeLaunchTemplateVersions', named))).toBe(
      `InvalidLaunchTemplateName.NotFoundException: The specified launch template, with template name ${named.LaunchTemplateName}, does not exist.`,
    );
    await bench.ec2('CreateLaunchTemplate', { ...named, LaunchTemplateData: { InstanceType: 't3.nano' } });
  });

  test('is made once a client token', async () => {
    const input = {
      LaunchTemplateName: 'once',
      LaunchTemplateData: { InstanceType: 't3.nano' },
      ClientToken: 'token',
    } as const;
    const first = await bench.ec2('CreateLaunchTemplate', input);
    expect(await bench.ec2('CreateLaunchTemplate', input)).toEqual(first);
    const other = { ...input, LaunchTemplateName: 'other' };
    expect(await failure(bench.ec2('CreateLaunchTemplate', other))).toMatch(/^IdempotentParameterMismatch: /);
  });

  test('of two that race for a name one wins', async () => {
    const LaunchTemplateData = { InstanceType: 't3.nano' } as const;
    const racing = Array.from({ length: 5 }, () =>
      bench.ec2('CreateLaunchTemplate', { LaunchTemplateName: 'raced', LaunchTemplateData }),
    );
    const settled = await Promise.allSettled(racing);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('of all templates the latest or default versions are shown, in pages', async () => {
    const { LaunchTemplates = [] } = await bench.ec2('DescribeLaunchTemplates', {});
    const seen: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await bench.ec2('DescribeLaunchTemplateVersions', {
        Versions: ['$Latest'],
        MaxResults: 2,
        NextToken,
      });
      seen.push(...(page.LaunchTemplateVersions ?? []).map(({ LaunchTemplateId }) => LaunchTemplateId));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(seen).toEqual(LaunchTemplates.map(({ LaunchTemplateId }) => LaunchTemplateId));
  });
});

describe('what is refused', () => {
  const LaunchTemplateData = { InstanceType: 't3.nano' } as const;
  const id = 'lt-07ff4bb0369cd679c';

  test('in AWS’s words', async () => {
    const named = await create();
    const answer = await bench.ec2('DescribeLaunchTemplates', {
      LaunchTemplateNames: [named.LaunchTemplateName],
    });
    const ownId = answer.LaunchTemplates?.[0]?.LaunchTemplateId ?? '';
    const cases: readonly (readonly [Promise<unknown>, string])[] = [
      [
        bench.ec2('CreateLaunchTemplate', { ...named, LaunchTemplateData }),
        'InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use.',
      ],
      [
        bench.ec2('CreateLaunchTemplate', { LaunchTemplateName: 'no spaces', LaunchTemplateData }),
        'InvalidLaunchTemplateName.MalformedException: A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.',
      ],
      [
        bench.ec2('CreateLaunchTemplate', { LaunchTemplateName: 'empty', LaunchTemplateData: {} }),
        'MissingParameter: The request must contain the parameter LaunchTemplateData',
      ],
      [
        bench.ec2('DescribeLaunchTemplateVersions', { LaunchTemplateId: id }),
        `InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID ${id}, does not exist.`,
      ],
      [
        bench.ec2('DescribeLaunchTemplates', { LaunchTemplateIds: [id] }),
        `InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID ${id}, does not exist.`,
      ],
      [
        bench.ec2('DescribeLaunchTemplates', { LaunchTemplateIds: ['lt-x'] }),
        'InvalidLaunchTemplateId.Malformed: Invalid id: "lt-x"',
      ],
      [
        bench.ec2('DescribeLaunchTemplateVersions', { ...named, Versions: ['3'] }),
        `InvalidLaunchTemplateId.VersionNotFound: Could not find the specified version 3 for the launch template with ID ${ownId}.`,
      ],
      [
        bench.ec2('ModifyLaunchTemplate', { ...named, DefaultVersion: '666' }),
        `InvalidLaunchTemplateId.VersionNotFound: Could not find the specified version 666 for the launch template with ID ${ownId}.`,
      ],
    ];
    for (const [call, expected] of cases) expect(await failure(call)).toBe(expected);
  });

  test('versions of no template', async () => {
    expect(await failure(bench.ec2('DescribeLaunchTemplateVersions', {}))).toMatch(
      /^MissingParameter: To describe the launch template data for all your launch templates, for ‘--versions’/,
    );
    expect(await failure(bench.ec2('DescribeLaunchTemplateVersions', { Versions: ['1'] }))).toMatch(
      /^InvalidParameterValue: To describe/,
    );
  });

  test('hostile versions (guess: AWS documents no words)', async () => {
    const named = await create();
    for (const version of ['0x1', '-1', '1e9', '$latest', '9'.repeat(400)]) {
      expect(
        await failure(bench.ec2('DescribeLaunchTemplateVersions', { ...named, Versions: [version] })),
      ).toBe(
        "InvalidParameterValue: Invalid launch template version: either '$Default', '$Latest', or a numeric version are allowed.",
      );
    }
  });
});
