/** Sources that the shipped constants are fitted on: a part of a package, read as one project. */
export interface FitProject {
  /** Name and exact version of the npm package. */
  readonly package: string;
  readonly license: string;
  readonly languages: string;
  /** Folders of the package that hold sources as people wrote them. */
  readonly folders: readonly string[];
  /** Paths that are built from others. */
  readonly without?: RegExp;
  /** How many positions are taken from it, in proportion to the others. */
  readonly share: number;
}

export const fitProjects: readonly FitProject[] = [
  {
    package: 'react-native@0.76.0',
    license: 'MIT',
    languages: 'Java, Kotlin',
    folders: ['ReactAndroid/src/main/java'],
    share: 2,
  },
  {
    package: 'react-native@0.76.0',
    license: 'MIT',
    languages: 'C++',
    folders: ['ReactCommon'],
    share: 2,
  },
  {
    package: 'react-native@0.76.0',
    license: 'MIT',
    languages: 'JavaScript with types, Objective-C',
    folders: ['Libraries', 'src'],
    share: 1,
  },
  {
    package: 'react-native@0.76.0',
    license: 'MIT',
    languages: 'Ruby, JavaScript',
    folders: ['scripts', 'third-party-podspecs'],
    share: 0.7,
  },
  {
    package: '@capacitor/android@7.0.0',
    license: 'MIT',
    languages: 'Java',
    folders: ['capacitor/src/main'],
    share: 1,
  },
  {
    package: '@capacitor/ios@7.0.0',
    license: 'MIT',
    languages: 'Swift',
    folders: ['Capacitor', 'CapacitorCordova'],
    share: 1,
  },
  {
    package: 'expo-modules-core@2.0.0',
    license: 'MIT',
    languages: 'Kotlin, Swift, TypeScript',
    folders: ['android/src', 'ios', 'src'],
    share: 1.5,
  },
  {
    package: 'com.neuecc.unirx@7.1.0',
    license: 'MIT',
    languages: 'C#',
    folders: ['.'],
    share: 1.5,
  },
  {
    package: 'react-native-windows@0.75.0',
    license: 'MIT',
    languages: 'C#, C++',
    folders: ['Microsoft.ReactNative.Managed', 'Microsoft.ReactNative'],
    share: 1,
  },
  {
    package: 're2@1.21.4',
    license: 'BSD-3-Clause; vendored Abseil: Apache-2.0',
    languages: 'C++',
    folders: ['vendor', 'lib'],
    share: 1.5,
  },
  {
    package: 'node-gyp@11.0.0',
    license: 'MIT; gyp: BSD-3-Clause',
    languages: 'Python',
    folders: ['gyp'],
    share: 2,
  },
  {
    package: 'viem@2.21.0',
    license: 'MIT',
    languages: 'TypeScript',
    folders: ['.'],
    without: /^(_cjs|_esm|_types)\//,
    share: 1.5,
  },
  {
    package: 'mobx@6.13.0',
    license: 'MIT',
    languages: 'TypeScript',
    folders: ['src'],
    share: 1,
  },
  {
    package: '@reduxjs/toolkit@2.3.0',
    license: 'MIT',
    languages: 'TypeScript',
    folders: ['src'],
    share: 1.5,
  },
  {
    package: 'webpack@5.95.0',
    license: 'MIT',
    languages: 'JavaScript',
    folders: ['lib'],
    share: 2,
  },
];
