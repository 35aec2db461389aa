import type { SsmOperations } from '../../src/model/generated/ssm.ts';
import { ssmService } from '../../src/services/ssm/service.ts';
import type { Samples } from './samples.ts';

const Tags = [{ Key: 'team', Value: 'blue' }];
const Name = '/app/name';
const resource = { ResourceType: 'Parameter', ResourceId: Name } as const;

export const ssmSamples: Samples = {
  service: ssmService,
  async inputs(inside) {
    await inside.call(inside.root, 'ssm', 'PutParameter', { Name, Type: 'String', Value: 'a', Tags });
    return {
      AddTagsToResource: { ...resource, Tags },
      DeleteParameter: { Name },
      DeleteParameters: { Names: [Name] },
      DescribeParameters: {},
      GetParameter: { Name: `${Name}:1` },
      GetParameterHistory: { Name },
      GetParameters: { Names: [Name] },
      GetParametersByPath: { Path: '/app', Recursive: true },
      LabelParameterVersion: { Name, Labels: ['label'] },
      ListTagsForResource: resource,
      PutParameter: { Name, Type: 'String', Value: 'b', Overwrite: true, Tags },
      RemoveTagsFromResource: { ...resource, TagKeys: ['team'] },
      UnlabelParameterVersion: { Name, ParameterVersion: 1, Labels: ['label'] },
    } satisfies Record<keyof SsmOperations, object>;
  },
  departures: {
    // Parameter policies are refused.
    unheardOf: ['ssm:Policies'],
  },
};
