import { useNavigate } from 'react-router';
import { paths } from '../../../parts/paths.ts';
import { AFTER_SAVING } from '../../../parts/unsaved/after-saving.ts';
import { StackWizard } from './stack-wizard.tsx';

/** Makes a stack from a template. */
export default function CreateStackPage() {
  const navigate = useNavigate();
  return (
    <StackWizard
      purpose="create"
      onDone={(name) => void navigate(paths.stack(name), AFTER_SAVING)}
      onCancel={() => void navigate(paths.stacks())}
    />
  );
}
