import { writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/**
 * Derives `type-names.br` from the dev dependency `@aws-cdk/aws-service-spec`: the names of all resource types
 * that AWS publishes, by which a type that is not built is told from one that there is not.
 */

const OUT = new URL('../src/services/cloudformation/data/type-names.br', import.meta.url);

const names = loadAwsServiceSpecSync()
  .all('resource')
  .map(({ cloudFormationType }) => cloudFormationType)
  .sort();
const packed = brotliCompressSync(names.join('\n'));
writeFileSync(OUT, packed);
console.log(`${names.length} types, ${packed.length} bytes packed`);
