# The public headers of core → a line TYPE(NAME) for every type and alias that they define at the
# outermost level; of a template, its float form.
/^(class|struct|enum class|using) [A-Za-z0-9]+/ && !/^(class|struct|enum class) [A-Za-z0-9]+;/ {
  name = $1 == "enum" ? $3 : $2
  print "TYPE(digitlab::" name (previous ~ /^template/ ? "<float>" : "") ")"
}
{ previous = $0 }
