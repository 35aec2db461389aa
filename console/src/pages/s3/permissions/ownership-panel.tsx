import { GetBucketOwnershipControlsCommand } from '@aws-sdk/client-s3';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { readAwsError } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { useBucketQuery } from '../use-bucket.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Object Ownership',
    ownership: 'Object Ownership',
    enforced: 'Bucket owner enforced: ACLs are disabled. Access is granted by policies alone.',
    none: 'None',
  },
  ja: {
    title: 'オブジェクト所有者',
    ownership: 'オブジェクト所有者',
    enforced: 'バケット所有者の強制: ACL は無効です。アクセス許可はポリシーだけで与えられます。',
    none: 'なし',
  },
});

/** To whom a bucket's objects belong. */
export function OwnershipPanel({ bucket }: { readonly bucket: string }) {
  const texts = useTexts(TEXTS);
  const ownership = useBucketQuery(bucket, ['ownership'], (client) =>
    client.send(new GetBucketOwnershipControlsCommand({ Bucket: bucket })).then(
      ({ OwnershipControls }) => OwnershipControls?.Rules?.[0]?.ObjectOwnership ?? 'none',
      (error: unknown) => {
        if (readAwsError(error).code === 'OwnershipControlsNotFoundError') return 'none';
        throw error;
      },
    ),
  );
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <Loaded query={ownership}>
        {(value) => (
          <KeyValuePairs
            items={[
              {
                label: texts.ownership,
                value:
                  value === 'BucketOwnerEnforced' ? texts.enforced : value === 'none' ? texts.none : value,
              },
            ]}
          />
        )}
      </Loaded>
    </Container>
  );
}
