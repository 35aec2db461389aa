import {
  AccessAnalyzerClient,
  paginateValidatePolicy,
  type PolicyType as AwsPolicyType,
  type ValidatePolicyFinding,
  type ValidatePolicyFindingType,
  type ValidatePolicyResourceType,
} from '@aws-sdk/client-accessanalyzer';
import { useState } from 'react';
import { collect } from '../../aws/collect.ts';
import { useAwsQuery } from '../../session/use-aws.ts';
import type { TextPlace } from './line-of.ts';
import { useSettled } from './use-settled.ts';

/** What a policy is attached to: that decides what may stand in it. */
export type PolicyType = 'identity' | 'resource' | 'trust' | 'scp' | 'rcp';

/** What a bucket's policy and others are checked for besides. */
export type PolicyResourceType = ValidatePolicyResourceType;

/** One thing that Access Analyzer says of a document. */
export interface PolicyFinding {
  readonly type: ValidatePolicyFindingType;
  readonly code: string;
  readonly text: string;
  readonly learnMore: string | undefined;
  readonly place: TextPlace | undefined;
}

interface PolicyFindings {
  /** Of the text as it was last checked. */
  readonly findings: readonly PolicyFinding[];
  readonly isChecking: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

const AWS_TYPES: Readonly<Record<PolicyType, AwsPolicyType>> = {
  identity: 'IDENTITY_POLICY',
  resource: 'RESOURCE_POLICY',
  trust: 'RESOURCE_POLICY',
  scp: 'SERVICE_CONTROL_POLICY',
  rcp: 'RESOURCE_CONTROL_POLICY',
};

/** How long nobody types before a document is checked, ms. */
const QUIET = 400;

const NONE: readonly PolicyFinding[] = [];

/** What Access Analyzer says of a document, asked whenever typing pauses; a text that is no JSON yet is not asked about. */
export function usePolicyFindings(
  text: string,
  isJson: boolean,
  policyType: PolicyType,
  resourceType: PolicyResourceType | undefined,
): PolicyFindings {
  const settled = useSettled(text, QUIET);
  const type = AWS_TYPES[policyType];
  const resource = policyType === 'trust' ? 'AWS::IAM::AssumeRolePolicyDocument' : resourceType;
  const query = useAwsQuery({
    key: ['access-analyzer', 'validate-policy', type, resource ?? '', settled],
    enabled: isJson && settled === text,
    ask: async (connection) =>
      (
        await collect(
          paginateValidatePolicy(
            { client: connection.client(AccessAnalyzerClient) },
            { policyDocument: settled, policyType: type, validatePolicyResourceType: resource },
          ),
          (page) => page.findings,
        )
      ).map(findingOf),
  });
  // What was said last stays until the next answer, so that nothing jumps while somebody types.
  const [last, setLast] = useState(NONE);
  if (query.data !== undefined && query.data !== last) setLast(query.data);
  return {
    findings: isJson ? last : NONE,
    isChecking: isJson && (query.isFetching || settled !== text),
    error: isJson && query.isError ? query.error : undefined,
    retry: () => void query.refetch(),
  };
}

function findingOf(finding: ValidatePolicyFinding): PolicyFinding {
  const start = finding.locations?.[0]?.span?.start;
  return {
    type: finding.findingType ?? 'WARNING',
    code: finding.issueCode ?? '',
    text: finding.findingDetails ?? '',
    learnMore: finding.learnMoreLink,
    place: start === undefined ? undefined : { line: start.line ?? 1, column: start.column ?? 0 },
  };
}
