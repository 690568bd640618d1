import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** What `core/` may not use, each with what to use instead. */
const impure = [
  ['Date', 'time is handed in: use context.now'],
  ['performance', 'time is handed in: use context.now'],
  ['Intl', 'its results depend on the engine'],
  ['Promise', 'a machine never awaits; return data and be handed the answer'],
  ['WeakRef', 'collection is not deterministic'],
  ['FinalizationRegistry', 'collection is not deterministic'],
  ['process', 'the environment is handed in'],
  ['console', 'use context.report'],
].map(([name, message]) => ({ name, message }))

const impureProperties = [
  ...['random'].map((property) => [property, 'use a Prng']),
  ...['sin', 'cos', 'tan', 'exp', 'expm1', 'log', 'log2', 'log10', 'log1p', 'pow', 'cbrt'].map(
    (property) => [property, 'its rounding depends on the engine'],
  ),
].map(([property, message]) => ({ object: 'Math', property, message }))

const impureSyntax = [
  { selector: ':function[async=true]', message: 'a machine never awaits' },
  { selector: 'AwaitExpression', message: 'a machine never awaits' },
  {
    selector: 'MemberExpression[property.name=/^(localeCompare|toLocale.*)$/]',
    message: 'its results depend on the engine: compare code units',
  },
  { selector: "BinaryExpression[operator='**']", message: 'its rounding depends on the engine' },
  {
    selector: 'ImportDeclaration[source.value!=/^\\.\\.?\\u002f/]',
    message: 'core imports nothing outside itself',
  },
]

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'dist/'] },
  ...tseslint.configs.strict,
  {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 500 }],
      eqeqeq: 'error',
    },
  },
  ...vue.configs['flat/recommended'].map((config) => ({ ...config, files: ['renderer/**/*.vue'] })),
  {
    files: ['renderer/**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // Text of a run is only ever shown as text.
      'vue/no-v-html': 'error',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      // The compiler checks what these would.
      'no-undef': 'off',
      'vue/require-default-prop': 'off',
      // Prettier decides.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multi-word-component-names': ['error', { ignores: ['App'] }],
    },
  },
  {
    files: ['test/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['core/**'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': ['error', ...impureProperties],
      'no-restricted-syntax': ['error', ...impureSyntax],
    },
  },
)
