export function spiralPage(study) { return '```json\n' + JSON.stringify(study, null, 1) + '\n```\n'; }
