import { describeReadme } from './follow-readme.ts';

describeReadme('README.md', 'npm run distributed');
