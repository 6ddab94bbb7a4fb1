// Every block's rectangle, and for every line of it the first character and the box around its letters.
const origin = document.querySelector('[data-document]').getBoundingClientRect();

function linesOf(block) {
  const lines = [];
  const range = document.createRange();
  for (const [node, start] of textNodes(block)) {
    for (const { index, segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(node.data)) {
      range.setStart(node, index);
      range.setEnd(node, index + segment.length);
      const box = [...range.getClientRects()].find((rect) => rect.width > 0);
      if (!box || /^\s*$/.test(segment)) continue;
      const line = lines.at(-1);
      if (!line || (box.top + box.bottom) / 2 > line.bottom) {
        lines.push({ first: start + index, top: box.top, bottom: box.bottom, left: box.left, right: box.right });
      } else {
        line.left = Math.min(line.left, box.left);
        line.right = Math.max(line.right, box.right);
      }
    }
  }
  return lines.map(({ first, top, left, right }) => (
    { first, top: top - origin.top, left: left - origin.left, right: right - origin.left }
  ));
}

return blocks().map((block) => {
  const { x, y, width, height } = block.getBoundingClientRect();
  return { x: x - origin.x, y: y - origin.y, width, height, lines: linesOf(block) };
});
