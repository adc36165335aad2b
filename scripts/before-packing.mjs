/** Tells electron-builder that it has no packages to install, rebuild or collect: the build took what the app needs. */
export default () => false
