import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { useAddressed } from '../../../parts/address/use-addressed.ts';
import { paths } from '../../../parts/paths.ts';
import { CreateFolderModal } from './create-folder-modal.tsx';
import { DeleteObjectsModal } from './delete-objects-modal.tsx';
import type { Entry } from './list-objects.ts';
import { ObjectsTable } from './objects-table.tsx';
import { useDownload } from './use-download.tsx';
import { useFolder } from './use-folder.ts';

const TEXTS = defineTexts({
  en: {
    upload: 'Upload',
    actions: 'Actions',
    download: 'Download',
    remove: 'Delete',
    folder: 'Create folder',
    uri: 'Copy S3 URI',
    arn: 'Copy ARN',
  },
  ja: {
    upload: 'アップロード',
    actions: 'アクション',
    download: 'ダウンロード',
    remove: '削除',
    folder: 'フォルダの作成',
    uri: 'S3 URI をコピー',
    arn: 'ARN をコピー',
  },
});

interface ObjectsTabProps {
  readonly bucket: string;
  readonly prefix: string;
}

/** A folder of a bucket, and what can be done with what lies in it. */
export function ObjectsTab({ bucket, prefix }: ObjectsTabProps) {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const [{ find, versions }, look] = useAddressed({ find: '', versions: '' });
  const withVersions = versions === 'shown';
  const [chosen, setChosen] = useState<readonly Entry[]>([]);
  const [asking, setAsking] = useState<'delete' | 'folder'>();
  const folder = useFolder(bucket, prefix + find, withVersions);
  const download = useDownload(bucket);
  const selected = chosen.filter((entry) => folder.query.data?.entries.some((other) => isSame(entry, other)));
  const [only] = selected.length === 1 ? selected : [];
  return (
    <>
      <ObjectsTable
        bucket={bucket}
        prefix={prefix}
        folder={folder}
        find={find}
        onFind={(wanted) => look({ find: wanted })}
        withVersions={withVersions}
        onVersions={(shows) => look({ versions: shows ? 'shown' : '' })}
        selected={selected}
        onSelect={setChosen}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={only?.kind !== 'object'}
              loading={download.isPending}
              onClick={() => only === undefined || download.start(only)}
            >
              {texts.download}
            </Button>
            <Button disabled={selected.length === 0} onClick={() => setAsking('delete')}>
              {texts.remove}
            </Button>
            <ButtonDropdown
              items={[
                { id: 'folder', text: texts.folder },
                { id: 'uri', text: texts.uri, disabled: only === undefined },
                { id: 'arn', text: texts.arn, disabled: only === undefined },
              ]}
              onItemClick={({ detail: { id } }) => {
                if (id === 'folder') setAsking('folder');
                else if (only !== undefined)
                  void navigator.clipboard.writeText(
                    id === 'uri' ? `s3://${bucket}/${only.key}` : `arn:aws:s3:::${bucket}/${only.key}`,
                  );
              }}
            >
              {texts.actions}
            </ButtonDropdown>
            <Button variant="primary" onClick={() => void navigate(paths.upload(bucket, prefix))}>
              {texts.upload}
            </Button>
          </SpaceBetween>
        }
      />
      {asking === 'delete' ? (
        <DeleteObjectsModal
          bucket={bucket}
          entries={selected}
          withVersions={withVersions}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
      {asking === 'folder' ? (
        <CreateFolderModal bucket={bucket} prefix={prefix} onClose={() => setAsking(undefined)} />
      ) : null}
    </>
  );
}

function isSame(a: Entry, b: Entry): boolean {
  return a.kind === b.kind && a.key === b.key && a.versionId === b.versionId;
}
