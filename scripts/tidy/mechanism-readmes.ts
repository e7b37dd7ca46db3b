import { readmeOutline } from '../reference/mechanism-pages.ts';
import type { Rule, Violation } from './rule.ts';

/** Every mechanism tells about itself in one fixed outline, its limits early. */
export const mechanismReadmesRule: Rule = (files) => {
  const violations: Violation[] = [];
  const rule = 'mechanism READMEs';
  for (const file of files) {
    const folder = /^(packages\/core\/src\/(?!inventory).*)\/[^/]+\.mechanism\.ts$/.exec(file.path);
    if (folder === null) continue;
    const path = `${folder[1]}/README.md`;
    const readme = files.find((each) => each.path === path);
    if (readme === undefined) {
      violations.push({
        path,
        line: 1,
        rule,
        advice: 'missing; `npm run new-mechanism` shows one',
      });
      continue;
    }
    const sections = readme.lines.filter((line) => line.startsWith('## '));
    const wanted = readmeOutline.map((title) => `## ${title}`);
    if (sections.join('\n') !== wanted.join('\n')) {
      const advice = `its sections are ${readmeOutline.join(' · ')}, in this order`;
      violations.push({ path, line: 1, rule, advice });
    }
  }
  return violations;
};
