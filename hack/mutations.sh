#!/bin/bash
# make mutations: takes one rule away at a time and sees the simulation break a promise. A mutation that survives
# SEEDS histories means that the simulation does not guard that rule. Rules that back each other up are not here.
set -eu
cd "$(dirname "$0")/.."
seeds=${SEEDS:-5000}
main=src/main/java/io/redisreplication/topology
test=src/test/java/io/redisreplication/topology/simulation
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
survived=0

# mutation NAME FILE SED-EXPRESSION
mutation() {
  rm -rf "${work:?}"/src "${work:?}"/classes
  mkdir "$work/src" "$work/classes"
  cp $main/*.java "$work/src"
  find $test -name '*.java' ! -name '*Test.java' ! -name BootScript.java -exec cp {} "$work/src" \;
  sed -i -E -z "$3" "$work/src/$2"
  if cmp -s "$work/src/$2" $main/"$2" || cmp -s "$work/src/$2" $test/"$2"; then
    echo "NOT MADE   $1: the expression matches nothing in $2"; survived=1; return
  fi
  javac -proc:none -nowarn -d "$work/classes" "$work"/src/*.java
  if java -cp "$work/classes" io.redisreplication.topology.simulation.Simulate "$seeds" >"$work/out"; then
    echo "SURVIVED   $1"; survived=1
  else
    echo "caught     $1: $(grep '^seed' "$work/out" | sed 's/.* s: //' | cut -c1-70 | sort | uniq -c | sort -rn | sed -n '1s/^ *//p')"
  fi
}

mutation 'boot.sh row 8, a token' BootTable.java 's/!own\.token\(\) \|\| //'
mutation 'boot.sh row 8, an append-only file' BootTable.java 's/ \|\| !own\.appendOnly\(\)//'
mutation 'everybody is held before offsets are read' Acts.java 's/m -> m\.loaded\(\) && !m\.held\(\)/m -> false/; s/if \(!held\n *\|\| /if (/'
mutation 'positioned members first' Election.java 's/if \(!positioned\.isEmpty\(\)\)/if (positioned.size() > 9)/'
mutation 'the highest offset wins' Election.java 's/redis\(m\)\.offset\(\)\)/-redis(m).offset())/'
mutation 'nobody acts on an old look' Acts.java 's/world\.now - seen\.at\(\) > FRESH/world.now < 0/'
mutation 'only a member in sync takes over' SwitchoverPolicy.java 's/t\.inSync\(m\)/m.loaded()/'
mutation 'shrinking waits for the primary to be among those that stay' ScalePolicy.java 's/ \|\| mayShrink\(wanted, t\)/ || !t.members().isEmpty()/'
exit "$survived"
