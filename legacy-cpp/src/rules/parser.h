#ifndef GATEWAY_RULES_PARSER_H_
#define GATEWAY_RULES_PARSER_H_

#include <memory>
#include <string_view>
#include <vector>

#include "rules/ast.h"

namespace gateway::rules {

// From loosest to tightest: ?:  ||  &&  == !=  < <= > >=  + -  * / %  - !
// All binary operators group to the left.  Both throw ParseError.
ExprPtr ParseExpression(std::string_view text);

// "alert("hot"), set("t2", temp * 2)": one or more calls.
std::vector<std::unique_ptr<CallExpr>> ParseActions(std::string_view text);
}  // namespace gateway::rules

#endif  // GATEWAY_RULES_PARSER_H_
