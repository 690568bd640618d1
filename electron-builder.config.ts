/**
 * Packages the desktop app: `npm run package`. The archive holds the shell and the page; beside it
 * lie the sources of the console and a real Node that runs them (docs/decisions/0006-doors.md).
 */
import { Arch, type Configuration } from 'electron-builder'

/** The programs inside are those of this computer, so a package is built where it will run. */
const TARGET = `${process.platform}-${process.arch}`

const configuration: Configuration = {
  appId: 'invalid.faultline.console',
  productName: 'Faultline',
  copyright: 'MIT licensed',
  directories: { output: 'dist', buildResources: 'resources/icons' },
  files: [
    'out/**',
    'core/**/*.ts',
    'electron/**/*.ts',
    '!electron/{main,preload}/**',
    'resources/drills/**',
    // Nothing is compiled on the user's computer, and one prebuilt module is enough.
    '!node_modules/better-sqlite3/{src,deps}/**',
    '!node_modules/better-sqlite3/binding.gyp',
    `!node_modules/better-sqlite3/prebuilds/!(${TARGET}).node`,
  ],
  // A plain Node cannot look into the archive.
  asarUnpack: ['package.json', 'core/**', 'electron/**', 'resources/**', 'node_modules/**'],
  extraResources: [
    {
      from: 'node_modules/node/bin',
      to: 'node',
      filter: [process.platform === 'win32' ? 'node.exe' : 'node'],
    },
  ],
  // The one native module is made for Node-API: the same file serves every runtime.
  npmRebuild: false,
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  fileAssociations: [
    {
      ext: 'faultline',
      name: 'Faultline run',
      description: 'A recorded chaos drill',
      mimeType: 'application/x-faultline-run',
      role: 'Viewer',
    },
  ],
  beforePack({ electronPlatformName, arch }) {
    const asked = `${electronPlatformName}-${Arch[arch]}`
    if (asked !== TARGET) throw new Error(`a package for ${asked} cannot be made on ${TARGET}`)
  },
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Development',
    icon: 'resources/icons',
    synopsis: 'Chaos drills on distributed systems',
    // Names that can never be somebody's: a fork puts its own here.
    maintainer: 'Faultline contributors <contributors@faultline.invalid>',
  },
  mac: {
    target: 'dmg',
    category: 'public.app-category.developer-tools',
    icon: 'resources/icons/1024x1024.png',
    hardenedRuntime: true,
  },
  win: { target: 'nsis', icon: 'resources/icons/256x256.png' },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true },
  extraMetadata: { homepage: 'https://faultline.invalid' },
  publish: null,
}

export default configuration
