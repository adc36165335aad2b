import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'

const noCasts = {
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
}

/** Chance and the wall clock are arguments of the core: same in, same out. */
const noChance = {
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'Randomness is an argument; ids come from crypto.' },
  ],
}
const noClock = {
  'no-restricted-syntax': [
    'error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument here.' },
    {
      selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
      message: 'Time is an argument here.',
    },
  ],
}

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'coverage/', 'test-output/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `onClick={async () => …}` is how a screen calls the data door; what it rejects with is a bug and reported as one.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Without an await, `async` still turns a throw into a rejection.
      '@typescript-eslint/require-await': 'off',
      // Electron and the DOM hand out instances from factories.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A zod schema and its type share one name on purpose.
      '@typescript-eslint/no-redeclare': 'off',
      'no-redeclare': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['shared/**/*.ts', 'forms/**/*.ts'],
    rules: { ...noCasts, ...noClock, 'no-console': 'error' },
  },
  {
    // Brands of values computed here, which parsing again would only repeat, and the keys of a table as their union.
    files: [
      'shared/ids.ts',
      'shared/canonical-json.ts',
      'shared/protocol.ts',
      'shared/change/chain.ts',
      'shared/study/definition.ts',
    ],
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }] },
  },
  {
    files: ['shared/**/*.ts', 'forms/**/*.ts', 'renderer/**/*.{ts,tsx}', 'server/**/*.ts', 'electron/**/*.ts'],
    rules: noChance,
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    languageOptions: { globals: globals.browser },
    // Warns about what the React compiler would leave alone; components are compiled as they are written.
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      // A test may assert that something is there by using it.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.page.js'],
    languageOptions: { globals: globals.browser },
  },
)
