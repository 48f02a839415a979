// The catalog: what each use case does, asks for and costs; and reviews.
import { opened } from './errors.js'
import {
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
  reviewText,
} from './native.js'
import { outputToWire, requestToLocal, toLocal, toWire } from './shapes.js'

// Which report it is, by what only that one has.
const kindOf = (report) => {
  if ('items' in report) return 'EcrChecklist'
  if ('missing' in report) return 'GapReport'
  return 'ecr' in report ? 'ServiceReview' : 'Review'
}

const text = (report, form) => {
  const kind = kindOf(report)
  return opened(reviewText(kind, JSON.stringify(outputToWire(kind, report)), form))
}

export const catalog = {
  list: () => opened(catalogList()).map((item) => toLocal('CatalogItem', item)),
  get: (name) => toLocal('CatalogEntry', opened(catalogGet(name))),
  markdown: (name) => opened(catalogText(name, 'markdown')),
  html: (name) => opened(catalogText(name, 'html')),
  recommend(answers = {}) {
    const recommended = toLocal('Recommendation', opened(catalogRecommend(JSON.stringify(toWire('Answers', answers)))))
    const { request, useCase } = recommended
    return request ? { ...recommended, request: requestToLocal(useCase.title, request) } : recommended
  },
  decisionTree: () => toLocal('DecisionTree', opened(catalogDecisionTree())),
  decisionTreeMermaid: () => opened(catalogDecisionTreeText('mermaid')),
  decisionTreeMarkdown: () => opened(catalogDecisionTreeText('markdown')),
  matrix: (by) => toLocal('Matrix', opened(catalogMatrix(by))),
  matrixMarkdown: (by) => opened(catalogMatrixText(by, 'markdown')),
  matrixHtml: (by) => opened(catalogMatrixText(by, 'html')),
  matrixCsv: (by) => opened(catalogMatrixText(by, 'csv')),
  review: (nameOrText) => toLocal('Review', opened(catalogReview(nameOrText))),
  findGaps: (have) => (Array.isArray(have) ? toLocal('GapReport', opened(catalogFindGaps(have))) : have.findGaps()),
  reviewEcrIntegration: (name) => toLocal('EcrChecklist', opened(catalogReviewEcr(name))),
  reportMarkdown: (report) => text(report, 'markdown'),
  reportHtml: (report) => text(report, 'html'),
}
