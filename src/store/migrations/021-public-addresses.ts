import type { Migration } from './schema.ts';

/** What an instance's `data` says where it is due a public address; text in it has its quotation marks escaped. */
const IS_DUE = `state = 'pending' AND data LIKE '%"hasPublicIp":true%' AND data NOT LIKE '%"elasticIp":"%'`;

/** Public addresses of instances, unique in the house; those that are on get theirs, from 198.18.1.0 on. */
export const publicAddresses: Migration = {
  name: '021-public-addresses',
  async up(schema) {
    await schema.uniqueColumn('instances', 'public_ip', 'text');
    await schema.fill(`
      UPDATE instances SET public_ip = (
        SELECT '198.18.' || CAST((nth + 255) / 256 AS text) || '.' || CAST((nth + 255) % 256 AS text)
        FROM (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM instances WHERE ${IS_DUE}) AS due
        WHERE due.id = instances.id
      ) WHERE ${IS_DUE}`);
  },
};
