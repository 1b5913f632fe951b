#!/bin/sh
# Node's Intl and the minor units of currencies: the answer depends on the Node, and differs from ISO 4217.
#
# Seen on 2026-12-01: `resolvedOptions().maximumFractionDigits` of a currency format, which many take for the number of decimals of
# the currency, comes from CLDR's data for daily use, not from ISO 4217, and changed within Node 20: HUF 2 → 0, RSD 0 → 2.
# An amount that is stored in minor units by that number means a hundred times more, or less, after an update of Node alone.
#   node 20.19.0 (ICU 76.1): HUF 2, IDR 2, RSD 0, JPY 0, KWD 3
#   node 20.20.2 (ICU 78.2): HUF 0, IDR 0, RSD 2, JPY 0, KWD 3
# ISO 4217 says: HUF 2, IDR 2, RSD 2, JPY 0, KWD 3.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > ask.cjs <<'JS'
const digits = (currency) => new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
console.log(["HUF", "IDR", "RSD", "JPY", "KWD"].map((currency) => `${currency} ${digits(currency)}`).join(", "));
JS
fails=0
expect() {
  npm install --silent --no-save --prefix "$folder/$1" "node@$1" > /dev/null
  seen=$("$folder/$1/node_modules/node/bin/node" ask.cjs)
  echo "node $1: $seen"
  [ "$seen" = "$2" ] || { echo "  expected: $2"; fails=1; }
}
expect 20.19.0 "HUF 2, IDR 2, RSD 0, JPY 0, KWD 3"
expect 20.20.2 "HUF 0, IDR 0, RSD 2, JPY 0, KWD 3"
exit $fails
