/** Ace with what the console needs of it. Its styles come from files: the page's policy allows no others. */
import ace from 'ace-builds/src-noconflict/ace';
import 'ace-builds/css/ace.css';
import 'ace-builds/css/theme/cloud_editor.css';
import 'ace-builds/css/theme/cloud_editor_dark.css';
import 'ace-builds/src-noconflict/ext-language_tools';
import 'ace-builds/src-noconflict/mode-javascript';
import 'ace-builds/src-noconflict/mode-json';
import 'ace-builds/src-noconflict/mode-python';
import 'ace-builds/src-noconflict/mode-yaml';
import 'ace-builds/src-noconflict/theme-cloud_editor';
import 'ace-builds/src-noconflict/theme-cloud_editor_dark';

ace.config.set('useStrictCSP', true);
// Its checkers would be loaded from elsewhere; findings are the server's.
ace.config.set('loadWorkerFromBlob', false);
ace.config.setDefaultValue('session', 'useWorker', false);
// Nor does it fetch modules of its own: Cloudscape asks for its snippets, of which there are none here.
ace.config.set('packaged', false);
ace.config.setLoader(() => undefined);

export default ace;
