import type { TrackedActionLastAccessed } from '../../../model/generated/iam.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { credentialErrors } from '../credential-errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { pageThrough } from '../shared/paging.ts';
import { accessReport, type AccessReport, type ActionReport } from './access-report.ts';
import { serviceName } from './service-names.ts';

/** How long a report can be asked for, ms: a week. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

/** What is kept of a job. */
interface Job {
  readonly createdAt: Date;
  readonly report: AccessReport;
}

/** Makes the report at once; its id answers it for a week. */
export const generateServiceLastAccessedDetails = iamOperation('GenerateServiceLastAccessedDetails', {
  authorizes: ({ Arn }) => ({ action: 'iam:GenerateServiceLastAccessedDetails', resource: Arn }),

  async runs({ Arn, Granularity = 'SERVICE_LEVEL' }, { house, accountId }) {
    const report = JSON.stringify(await accessReport(house, accountId, Arn, Granularity));
    const job_id = house.ids.requestId();
    const now = house.clock.now().getTime();
    await house.store.write(async (tx) => {
      await tx
        .deleteFrom('access_reports')
        .where('account_id', '=', accountId)
        .where('created_at', '<', now - KEPT_MS)
        .execute();
      await tx
        .insertInto('access_reports')
        .values({ job_id, account_id: accountId, report, created_at: now })
        .execute();
    });
    return { JobId: job_id };
  },
});

export const getServiceLastAccessedDetails = iamOperation('GetServiceLastAccessedDetails', {
  authorizes: () => ({ action: 'iam:GetServiceLastAccessedDetails', resource: '*' }),

  async runs(input, context) {
    const { createdAt, report } = await requireJob(input.JobId, context);
    const page = pageThrough('GetServiceLastAccessedDetails', input, report.services, (one) => one.namespace);
    return {
      JobStatus: 'COMPLETED' as const,
      JobType: report.granularity,
      JobCreationDate: createdAt,
      JobCompletionDate: createdAt,
      ServicesLastAccessed: page.items.map(({ namespace, uses, actions }) => ({
        ServiceName: serviceName(namespace),
        ServiceNamespace: namespace,
        TotalAuthenticatedEntities: uses.length,
        ...(uses[0] === undefined
          ? {}
          : {
              LastAuthenticated: new Date(uses[0].usedAt),
              LastAuthenticatedEntity: uses[0].arn,
              LastAuthenticatedRegion: uses[0].region,
            }),
        TrackedActionsLastAccessed: actions?.map(trackedAction),
      })),
      ...page.end,
    };
  },
});

function trackedAction({ name, use }: ActionReport): TrackedActionLastAccessed {
  if (use === undefined) return { ActionName: name };
  return {
    ActionName: name,
    LastAccessedEntity: use.arn,
    LastAccessedTime: new Date(use.usedAt),
    LastAccessedRegion: use.region,
  };
}

/** Of one service: everyone concerned who used it. */
export const getServiceLastAccessedDetailsWithEntities = iamOperation(
  'GetServiceLastAccessedDetailsWithEntities',
  {
    authorizes: () => ({ action: 'iam:GetServiceLastAccessedDetailsWithEntities', resource: '*' }),

    async runs(input, context) {
      const { createdAt, report } = await requireJob(input.JobId, context);
      const service = report.services.find(({ namespace }) => namespace === input.ServiceNamespace);
      if (service === undefined) throw credentialErrors.serviceNotReported(input.ServiceNamespace);
      const page = pageThrough('ServiceLastAccessedEntities', input, service.uses, ({ id }) => id);
      return {
        JobStatus: 'COMPLETED' as const,
        JobCreationDate: createdAt,
        JobCompletionDate: createdAt,
        EntityDetailsList: page.items.map(({ arn, name, kind, id, path, usedAt }) => ({
          EntityInfo: { Arn: arn, Name: name, Type: kind, Id: id, Path: path },
          LastAuthenticated: new Date(usedAt),
        })),
        ...page.end,
      };
    },
  },
);

/** @throws AwsError NoSuchEntity */
async function requireJob(jobId: string, { house, accountId }: OperationContext): Promise<Job> {
  const row = await house.store.read((tx) =>
    tx
      .selectFrom('access_reports')
      .select(['report', 'created_at'])
      .where('job_id', '=', jobId)
      .where('account_id', '=', accountId)
      .executeTakeFirst(),
  );
  if (row === undefined) throw credentialErrors.noSuchJob(jobId);
  return { createdAt: new Date(row.created_at), report: JSON.parse(row.report) as AccessReport };
}
