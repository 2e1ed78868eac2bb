# Completion of pandian for fish. Commands, options and what they take are
# asked of the program itself: its --help comes from the same tables that it
# parses by.

# The command on the line, if there is one before the cursor.
function __pandian_command
    set -l words (commandline -opc)
    set -l at 2
    test "$words[2]" = --lang; and set at 4
    test -n "$words[$at]"; and echo $words[$at]
end

function __pandian_commands
    pandian --help 2>/dev/null |
        string replace -rf '^  ([a-z]+) +(.*)$' '$1\t$2'
end

function __pandian_options
    pandian (__pandian_command) --help 2>/dev/null |
        string replace -rf '^  (?:-., )? *(--[a-z-]+)(?: [A-Z]+)? +(.*)$' '$1\t$2'
end

# Does the option before the cursor take an argument of this name?
function __pandian_takes
    set -l before (commandline -opc)[-1]
    string match -q -- '-*' $before; or return 1
    pandian (__pandian_command) --help 2>/dev/null |
        string match -rq -- "^ +(.*, )?$before(, --[a-z-]+)? $argv[1] "
end

function __pandian_wants_option
    string match -q -- '-*' (commandline -ct); and __pandian_command >/dev/null
end

complete -c pandian -n 'not __pandian_command >/dev/null' -f \
    -a '(__pandian_commands)'
complete -c pandian -n 'not __pandian_command >/dev/null' -l version
complete -c pandian -n 'not __pandian_command >/dev/null' -l lang -x -a 'zh en'
complete -c pandian -n 'not __pandian_command >/dev/null' -l help
complete -c pandian -n __pandian_wants_option -a '(__pandian_options)'
complete -c pandian -n '__pandian_takes LANG' -f -a 'zh en'
complete -c pandian -n '__pandian_takes LEVEL' -f -a 'low medium high'
complete -c pandian -n '__pandian_takes DIR' -f \
    -a '(__fish_complete_directories)'
