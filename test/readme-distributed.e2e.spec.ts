import { describeReadme } from './follow-readme.ts';

// Views lie in SQLite: the server of views that every machine can have is slow on a busy one.
describeReadme('README.md', 'npm run distributed -- --views sqlite');
