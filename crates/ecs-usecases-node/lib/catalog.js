// The catalog: what each use case does, asks for and costs.
import { opened } from './errors.js'
import {
  catalogDecisionTree,
  catalogDecisionTreeText,
  catalogGet,
  catalogList,
  catalogMatrix,
  catalogMatrixText,
  catalogRecommend,
  catalogText,
} from './native.js'
import { requestToLocal, toLocal, toWire } from './shapes.js'

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
}
