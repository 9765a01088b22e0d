#!/bin/sh
# Checks the model exhaustively, that every way through it ends, and that the checks miss each safeguard that is taken out.
# Needs spin and a C compiler (Debian: spin gcc). Usage: check.sh <model> <directory to work in>
set -eu
model=$(realpath "$1")
mkdir -p "$2"
cd "$2"

# name of the verifier, options of spin, options of the compiler
verifier() {
    spin -a $2 "$model"
    cc -O2 -DNOREDUCE -DCOLLAPSE -DVECTORSZ=2048 $3 -o "$1" pan.c
}

# name of the verifier, further options
found() {
    ./"$1" -m1000000 ${2:-} > "$1.log" 2>&1
    grep -q 'Search not completed' "$1.log" && ! grep -q 'errors: [1-9]' "$1.log" && { cat "$1.log"; exit 2; }
    ! grep -q 'errors: 0' "$1.log"
}

fail() {
    cat "$1.log"
    echo "MODEL: $2" >&2
    exit 1
}

for safeguard in WITHOUT_FENCE WITHOUT_SECOND_LOOK RELEASE_WITHOUT_FENCE FENCE_ONLY_READ ATOMIC_IN_TWO_TRANSACTIONS \
        WITHOUT_MARK_STARTED WITHOUT_RESCUE; do
    verifier "$safeguard" "-D$safeguard" -DSAFETY
    found "$safeguard" || fail "$safeguard" "$safeguard: nothing was found, so the checks are too weak"
    echo "$safeguard: found, $(grep -o 'assertion violated.*\|invalid end state' "$safeguard.log" | head -1)"
done

verifier safety "" -DSAFETY
found safety && fail safety "an invariant does not hold; replay it with: spin -t -p -g $model"
echo "invariants: hold in all $(grep -o '[0-9]* states, stored' safety.log)"

verifier ends "" -DNP
found ends -l && fail ends "there is a way through it that never ends"
echo "ends: every execution does"
