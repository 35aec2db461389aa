import { AccessAnalyzerClient, CheckNoNewAccessCommand } from '@aws-sdk/client-accessanalyzer';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Icon from '@cloudscape-design/components/icon';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { SIMULATOR_TEXTS } from './simulator-texts.ts';

interface AccessSummaryProps {
  readonly a: string;
  readonly b: string;
}

/** Whether one policy grants what the other does not, whatever the request. */
export function AccessSummary({ a, b }: AccessSummaryProps) {
  const texts = useTexts(SIMULATOR_TEXTS);
  return (
    <Container
      header={
        <Header variant="h2" description={texts.allHint}>
          {texts.allRequests}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <NewAccess existing={a} changed={b} names={[texts.policyA, texts.policyB]} />
        <NewAccess existing={b} changed={a} names={[texts.policyB, texts.policyA]} />
      </SpaceBetween>
    </Container>
  );
}

interface NewAccessProps {
  readonly existing: string;
  readonly changed: string;
  readonly names: readonly [existing: string, changed: string];
}

function NewAccess({ existing, changed, names: [before, after] }: NewAccessProps) {
  const texts = useTexts(SIMULATOR_TEXTS);
  const query = useAwsQuery({
    key: ['access-analyzer', 'no-new-access', existing, changed],
    ask: (connection) =>
      connection.client(AccessAnalyzerClient).send(
        new CheckNoNewAccessCommand({
          existingPolicyDocument: existing,
          newPolicyDocument: changed,
          policyType: 'IDENTITY_POLICY',
        }),
      ),
  });
  if (query.isPending) return <Spinner />;
  if (query.isError) return <ErrorAlert error={query.error} />;
  const { result, reasons = [] } = query.data;
  const isNothing = result === 'PASS';
  return (
    <div>
      <Icon
        name={isNothing ? 'status-positive' : 'status-warning'}
        variant={isNothing ? 'success' : 'warning'}
      />{' '}
      {isNothing ? texts.nothingNew(before, after) : texts.somethingNew(before, after)}
      {reasons.map(({ description }) => (
        <Box key={description} color="text-body-secondary" fontSize="body-s">
          <span lang="en">{description}</span>
        </Box>
      ))}
    </div>
  );
}
