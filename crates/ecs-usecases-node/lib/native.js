// The native addon of this platform.
import { createRequire } from 'node:module'

function libc() {
  const { glibcVersionRuntime } = process.report?.getReport?.().header ?? {}
  return glibcVersionRuntime ? 'gnu' : 'musl'
}

function platform() {
  const { arch, platform: os } = process
  if (os === 'linux') return `linux-${arch}-${libc()}`
  if (os === 'win32') return `win32-${arch}-msvc`
  return `${os}-${arch}`
}

const file = `../native/ecs-usecases.${platform()}.node`
let native
try {
  native = createRequire(import.meta.url)(file)
} catch (cause) {
  throw new Error(`ecs-usecases has no native code for this platform (${platform()})`, { cause })
}

export const {
  NativeClient,
  NativeServer,
  NativeSimulator,
  catalogDecisionTree,
  catalogDecisionTreeText,
  catalogFindGaps,
  catalogGet,
  catalogList,
  catalogMatrix,
  catalogMatrixText,
  catalogRecommend,
  catalogReview,
  catalogReviewEcr,
  catalogText,
  renderReport,
  reviewText,
  rulesCheck,
  rulesCheckFile,
  rulesList,
  rulesText,
} = native
