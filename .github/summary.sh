#!/bin/sh
# What a change means for readers since the commit BASE, and what is not translated, as Markdown.
# Usage: sh .github/summary.sh BASE
set -eu
microsite=${MICROSITE:-.venv/bin/microsite}
before=$(mktemp)
trap 'rm -f "$before"' EXIT

for file in data/*.yml; do
  echo "## What readers will see change: $file"
  echo
  if git show "$1:$file" > "$before" 2> /dev/null; then
    "$microsite" diff --format markdown "$before" "$file" || true
  else
    echo "A new session."
  fi
  echo
  "$microsite" translations --format markdown "$file" || true
  echo
done
echo "To look at the pages: a comment on the pull request says where they are shown. Or download the artifact *site*, unpack it, and open its index.html."
