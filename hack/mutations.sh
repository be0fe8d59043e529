#!/bin/bash
# make mutations: takes one rule away at a time and sees that somebody notices: a history of the simulation that
# breaks a promise within SEEDS histories, or, where another rule keeps the promises without it, a named unit test.
# With all rules in place both must pass first.
#   ONLY=regex  only the mutations whose names match
set -eu
cd "$(dirname "$0")/.."
seeds=${SEEDS:-20000} only=${ONLY:-.}
main=src/main/java/io/redisreplication/topology
test=src/test/java/io/redisreplication/topology/simulation
act=src/main/java/io/redisreplication/act
decide=src/main/resources/scripts/decide.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
survived=0 units=()

# mutate FILE ORIGINAL SED-EXPRESSION
mutate() {
  sed -i -E -z "$3" "$1"
  if cmp -s "$1" "$2"; then echo "NOT MADE   $name: the expression matches nothing in $2"; survived=1; return 1; fi
}

# classes: the decisions and the model of everything else, into $work/src
classes() {
  rm -rf "${work:?}"/src "${work:?}"/classes
  mkdir -p "$work/src/rules" "$work/src/model" "$work/classes"
  cp $main/*.java "$work/src/rules"
  find $test -name '*.java' ! -name '*Test.java' ! -name BootScript.java -exec cp {} "$work/src/model" \;
}

# histories: fails when one of them breaks a promise
histories() {
  { javac -proc:none -nowarn -d "$work/classes" "$work"/src/*/*.java &&
    java -cp "$work/classes" io.redisreplication.topology.simulation.Simulate "$seeds" 0 1; } >"$work/out" 2>&1
}

# simulation NAME FILE SED-EXPRESSION: a history breaks
simulation() {
  name=$1
  [[ $name =~ $only ]] || return 0
  classes
  if [ -e "$main/$2" ]; then mutate "$work/src/rules/$2" "$main/$2" "$3" || return 0
  else mutate "$work/src/model/$2" "$test/$2" "$3" || return 0; fi
  if histories; then
    echo "SURVIVED   $name"; survived=1
  elif grep -q '^seed' "$work/out"; then
    echo "caught     $name, by simulation: $(grep -m 1 '^seed' "$work/out" | cut -c1-110)"
  else
    not_made 'error:'
  fi
}

# unit NAME FILE SED-EXPRESSION TEST: that test fails (Class#method, with a wildcard); they come last
unit() { if [[ $1 =~ $only ]]; then units+=("$@"); fi; }

project() {
  mkdir -p "$work/project"
  rm -rf "$work/project/src"
  cp -r pom.xml src "$work/project"
}

maven() { (cd "$work/project" && mvn -B test -Dtest="$1" -Dspotless.check.skip >"$work/out" 2>&1); }

# take_away NAME FILE SED-EXPRESSION TEST
take_away() {
  name=$1
  project
  mutate "$work/project/$2" "$2" "$3" || return 0
  if maven "$4"; then
    echo "SURVIVED   $name: $4 passes"; survived=1
  elif grep -qE 'Tests run: .*(Failures|Errors): [1-9]' "$work/out"; then
    echo "caught     $name, by $4"
  else
    not_made '^\[ERROR\]'
  fi
}

not_made() { echo "NOT MADE   $name: $(grep -m 1 "$1" "$work/out")"; survived=1; }
broken() { echo "BROKEN     with all rules in place: $(grep -m 1 "$1" "$work/out")"; exit 1; }

classes
histories || broken '^seed\|error:'

# ---- boot.sh, decide.sh
simulation 'row 4: data newer than the mounted record' BootTable.java 's/return stay\(4\);/Math.abs(4);/'
unit 'row 4: a peer knows a later epoch' $decide 's/if \[ -n "[$]later" \]/if false/' 'HeldRowsTest#row4_withoutData*'
simulation 'row 6: the disk is not that of the epoch' BootTable.java 's/return stay\(6\);/Math.abs(6);/'
unit 'row 7: the only member has an append-only file' $decide 's/\[ "[$]aof" = 0 \]/false/' 'ServingRowsTest#row8_theOnlyMember*'
unit 'row 7: the next ordinal is asked' $decide 's/look_at "\$\(host_of \$\(\(me \+ 1\)\)\)"/false/' 'ServingRowsTest#row7_whoever*'
simulation 'row 8: a token' BootTable.java 's/!own\.token\(\) \|\| //'
simulation 'row 8: an append-only file' BootTable.java 's/ \|\| !own\.appendOnly\(\)//'
unit 'row 9: peers are asked' $decide 's/if \[ -n "[$]later[$]rival" \]/if false/' 'ServingRowsTest#row9*'
unit 'row 10: writes stop again without replicas' $decide 's/trap fence_soon EXIT; //' 'ServingRowsTest#row10_writesNeedNot*'
simulation 'own writes are set aside' BootTable.java 's/\? Act\.SET_ASIDE_AND_FOLLOW : Act\.FOLLOW/? Act.FOLLOW : Act.FOLLOW/'
unit 'data from elsewhere is set aside' $decide 's/then \[ "[$]keys" = no \]/then true/' 'SetAsideTest#dataFromElsewhere*'

# ---- who may become primary
simulation 'everybody is held before offsets are read' Acts.java 's/m -> m\.loaded\(\) && !m\.held\(\)/m -> false/; s/if \(!held\n *\|\| /if (/'
simulation 'positioned members first' Election.java 's/if \(!positioned\.isEmpty\(\)\)/if (positioned.size() > 9)/'
simulation 'the highest offset wins' Election.java 's/redis\(m\)\.offset\(\)\)/-redis(m).offset())/'
simulation 'no data older than what was served' Election.java 's/marker\.epoch\(\) < t\.record\(\)\.served\(\) &&/marker.epoch() < 0 \&\&/'
simulation 'copies out of sight are awaited' FailoverPolicy.java 's/Survey\.patience\(since, now\)\.isPositive\(\)/false/'
simulation 'replicas that hear of the primary veto' Liveness.java 's/if \(heard\(t, m\)\)/if (false)/'
unit 'an unfinished hand-over is ended' $main/FailoverPolicy.java 's/if \(unfinished\.isPresent\(\)\)/if (false)/' 'SwitchoverPolicyTest#aFailoverInProgress*'
simulation 'nobody acts on an old look' Acts.java 's/world\.now - seen\.at\(\) > FRESH/world.now < 0/'
unit 'the record is written over what was read' $act/Records.java 's/!DesiredTopology\.parse\(seen\)\.equals\(decidedOn\)/false/' 'PromotionTest#aRecord*'

# ---- beside the primary
simulation 'rivals are held' Upkeep.java 's/if \(!rivals\.isEmpty\(\)\)/if (rivals.size() > 9)/'
unit 'clients of a rival are cut off' $act/Actor.java 's/redis\.killClients\(guard\.address\(seen, member\)\);//' 'ActorTest#aRivalIsHeld*'
unit 'clients of a lost primary are cut off' $act/Promotion.java 's/redis\.killClients\(guard\.address\(seen, m\)\)/{}/' 'PromotionTest#clientsOf*'
unit 'clients of a former primary are cut off' src/main/java/io/redisreplication/redis/HandOver.java 's/Command\.killClients\(\)/List.<AsyncCommand<String, String, ?>>of()/' 'HandOverTest#clientsOfThe*'
simulation 'a held former primary is left to boot.sh' Upkeep.java 's/ *&& !\(m\.held\(\) && FailoverPolicy\.wasPrimary\(t, m\)\)//'
simulation 'only a member in sync takes over' SwitchoverPolicy.java 's/t\.inSync\(m\)/m.loaded()/'
simulation 'in sync: no rewrite of the append-only file' Topology.java 's/ && !r\.aofRewriting\(\)//'
unit 'an epoch is served when a replica has it' $main/Upkeep.java 's/!served && proven/!served/' 'FailoverPolicyTest#theServiceStaysClosed*'
simulation 'shrinking waits for the primary to be among those that stay' ScalePolicy.java 's/ \|\| mayShrink\(wanted, t\)/ || !t.members().isEmpty()/'

if [ ${#units[@]} -gt 0 ]; then
  project
  maven "$(printf '%s\n' "${units[@]}" | sed -n '4~4p' | sort -u | paste -sd,)" || broken '^\[ERROR\]'
fi
for ((i = 0; i < ${#units[@]}; i += 4)); do take_away "${units[@]:i:4}"; done
exit "$survived"
