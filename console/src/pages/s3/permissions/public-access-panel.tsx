import { GetPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { readAwsError } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import {
  PUBLIC_ACCESS_SETTINGS,
  readPublicAccessBlock,
  type PublicAccessBlock,
} from '../buckets/block-public-access.ts';
import { PUBLIC_ACCESS_TEXTS } from '../buckets/public-access-fields.tsx';
import { useBucketQuery } from '../use-bucket.ts';
import { PublicAccessModal } from './public-access-modal.tsx';

const TEXTS = defineTexts({
  en: { title: 'Block public access (bucket settings)', edit: 'Edit', on: 'On', off: 'Off' },
  ja: { title: 'ブロックパブリックアクセス (バケット設定)', edit: '編集', on: 'オン', off: 'オフ' },
});

/** A bucket's Block Public Access settings, to see and to change. */
export function PublicAccessPanel({ bucket }: { readonly bucket: string }) {
  const texts = useTexts(TEXTS);
  const names = useTexts(PUBLIC_ACCESS_TEXTS);
  const [editing, setEditing] = useState<PublicAccessBlock>();
  const settings = useBucketQuery(bucket, ['public access'], (client) =>
    client.send(new GetPublicAccessBlockCommand({ Bucket: bucket })).then(
      ({ PublicAccessBlockConfiguration }) => readPublicAccessBlock(PublicAccessBlockConfiguration),
      (error: unknown) => {
        // A bucket whose configuration was deleted blocks nothing.
        if (readAwsError(error).code === 'NoSuchPublicAccessBlockConfiguration')
          return readPublicAccessBlock(undefined);
        throw error;
      },
    ),
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button
              disabled={settings.data === undefined}
              ariaLabel={`${texts.edit}: ${texts.title}`}
              onClick={() => setEditing(settings.data)}
            >
              {texts.edit}
            </Button>
          }
        >
          {texts.title}
        </Header>
      }
    >
      <Loaded query={settings}>
        {(value) => (
          <SpaceBetween size="xs">
            {PUBLIC_ACCESS_SETTINGS.map((name) => (
              <div key={name}>
                <StatusIndicator type={value[name] ? 'success' : 'warning'}>
                  {value[name] ? texts.on : texts.off}
                </StatusIndicator>{' '}
                – {names[name]}
              </div>
            ))}
          </SpaceBetween>
        )}
      </Loaded>
      {editing === undefined ? null : (
        <PublicAccessModal bucket={bucket} before={editing} onClose={() => setEditing(undefined)} />
      )}
    </Container>
  );
}
