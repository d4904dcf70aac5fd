import jsxA11y from 'eslint-plugin-jsx-a11y';
import tseslint from 'typescript-eslint';

/** `lib` knows nobody, a feature knows `lib`, `app` knows features: the direction is held here and nowhere else. */
const mayNotImport = (folders, why) => ({
  'no-restricted-imports': [
    'error',
    { patterns: folders.map((folder) => ({ group: [`@/${folder}/**`, `**/../${folder}/**`], message: why })) },
  ],
});

/** Customer text is only ever a text node. */
const textOnly = {
  'no-restricted-syntax': [
    'error',
    { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Show text as a text node.' },
    { selector: 'Property[key.name="dangerouslySetInnerHTML"]', message: 'Show text as a text node.' },
    {
      selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]',
      message: 'Show text as a text node.',
    },
  ],
  'no-eval': 'error',
  'no-new-func': 'error',
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules'] },
  ...tseslint.configs.strict,
  {
    files: ['src/**/*.{ts,tsx}'],
    ...jsxA11y.flatConfigs.strict,
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...textOnly,
      // What scrolls must be reachable by keyboard.
      'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: ['aside'], roles: ['tabpanel', 'log', 'region', 'listbox'] }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  { files: ['src/lib/**'], rules: mayNotImport(['features', 'app'], 'lib knows no feature and no page.') },
  {
    files: ['src/features/**'],
    rules: mayNotImport(['app', 'features'], 'A feature imports lib only; within a feature import by ./'),
  },
);
