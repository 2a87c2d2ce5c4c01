/** Makes every loop of a cell leavable: `if($nnbookLoop())break;` at the start of its body, on the same line. */
import ts from 'typescript';
import { type EditedText, EditList } from '../../kernel/worker/transform/edits.ts';

const leave = 'if($nnbookLoop())break;';

export function boundLoops(file: ts.SourceFile): EditedText {
  const edits = new EditList(file.text);
  const visit = (node: ts.Node): void => {
    if (ts.isIterationStatement(node, false)) {
      const body = node.statement;
      if (ts.isBlock(body)) edits.close(body.getStart(file) + 1, leave);
      else {
        edits.open(body.getStart(file), `{${leave}`);
        edits.close(body.end, '}');
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits.apply();
}
