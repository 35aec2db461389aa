import { credentialErrors } from '../credential-errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { credentialReport } from './credential-report.ts';

/** For how long a report is good, and no other is made, ms: four hours. */
const GOOD_FOR_MS = 4 * 3600 * 1000;

/** Has a report made, unless there is one of the last four hours. It is there at once, though AWS's takes a while. */
export const generateCredentialReport = iamOperation('GenerateCredentialReport', {
  authorizes: () => ({ action: 'iam:GenerateCredentialReport', resource: '*' }),

  async runs(_input, { house, accountId }) {
    const now = house.clock.now().getTime();
    await house.lastUses.flush();
    return house.store.write(async (tx) => {
      const before = await tx
        .selectFrom('credential_reports')
        .select('created_at')
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      if (before !== undefined && now - before.created_at < GOOD_FOR_MS)
        return { State: 'COMPLETE' as const };
      const content = await credentialReport(tx, accountId);
      const report = { content, created_at: now };
      await tx
        .insertInto('credential_reports')
        .values({ account_id: accountId, ...report })
        .onConflict((conflict) => conflict.column('account_id').doUpdateSet(report))
        .execute();
      return {
        State: 'STARTED' as const,
        Description: 'No report exists. Starting a new report generation task',
      };
    });
  },
});

export const getCredentialReport = iamOperation('GetCredentialReport', {
  authorizes: () => ({ action: 'iam:GetCredentialReport', resource: '*' }),

  async runs(_input, { house, accountId }) {
    const report = await house.store.read((tx) =>
      tx.selectFrom('credential_reports').selectAll().where('account_id', '=', accountId).executeTakeFirst(),
    );
    if (report === undefined) throw credentialErrors.noReport();
    if (house.clock.now().getTime() - report.created_at >= GOOD_FOR_MS)
      throw credentialErrors.reportExpired();
    return {
      Content: Buffer.from(report.content),
      ReportFormat: 'text/csv' as const,
      GeneratedTime: new Date(report.created_at),
    };
  },
});
