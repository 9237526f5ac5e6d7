/// `GET …/stacks/{stack_name}/metadata`: all that is known of a stack itself.
struct GetStackMetadata: Operation {
    let name = "get-stack-metadata"
    let method = "GET"
    let path = "/v1/{project_id}/stacks/{stack_name}/metadata"
    let parameters: [Parameter] = Parameter.ofStack + [.stackID(in: .query)]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let (stack, inputs) = try context.query { state in
            let stack = try context.stack(arguments, state)
            var shown = context.shownDeployment(of: stack, state)
            if !rules.takesPlace("final-state-reliable") {
                shown = DeploymentTable(state: state, stack: stack.sequence).latest(count: 2).last
            }
            return (stack, shown?.inputs)
        }
        let phase = stack.timeline.phase(at: context.now)
        let updated = rules.takesPlace("update-time-covers") ? stack.updated(at: context.now) : stack.created
        return context.success(200) { writer in
            writer.member("stack_id", stack.id, rules.form("field-stack-id"))
            writer.member("stack_name", stack.name, rules.form("field-stack-name"))
            if let description = stack.description {
                let echo = rules.takesPlace("description-echo") ? description : description + " "
                writer.member("description", echo, rules.form("field-description"))
            }
            if let inputs { writer.variables(inputs, rules) }
            writer.member(
                "enable_deletion_protection", stack.isProtected, rules.form("field-enable-deletion-protection"))
            writer.member("enable_auto_rollback", stack.rollsBack, rules.form("field-enable-auto-rollback"))
            writer.member("status", phase.status.rawValue, rules.form("field-status"))
            if let agencies = stack.agencies {
                writer.member("agencies", rules.form("field-agencies")) { $0.literal(agencies) }
            }
            writer.failure(phase.message, rules, form: rules.form("field-status-message"))
            writer.member("create_time", stack.created.secondText, rules.form("field-create-time"))
            writer.member("update_time", updated.secondText, rules.form("field-update-time"))
        }
    }
}

extension OperationContext {
    /// The deployment whose template and variables are shown: while a deployment is under way the one before it.
    func shownDeployment(of stack: StackRow, _ state: Transaction) -> DeploymentRow? {
        let isDeploying = stack.status(at: now).isBusy && rules.takesPlace("template-while-in-progress")
        let start = isDeploying ? stack.timeline.phases.first?.start : nil
        return DeploymentTable(state: state, stack: stack.sequence).latest(startedBefore: start).first
    }
}

extension JSONWriter {
    /// The variables in the form in which they were given.
    mutating func variables(_ inputs: DeploymentInputs, _ rules: OperationRules) {
        let isEcho = rules.takesPlace("vars-echo") && rules.takesPlace("inputs-echo")
        if let structure = inputs.variables {
            member("vars_structure", rules.form("field-vars-structure")) { $0.literal(isEcho ? structure : "[]") }
        }
        if let body = inputs.variablesBody {
            member("vars_body", isEcho ? body : body + "\n", rules.form("field-vars-body"))
        }
        if let file = inputs.variablesFile {
            member("vars_uri_content", isEcho ? file : file + "\n", rules.form("field-vars-uri-content"))
        }
    }

    /// The message of a failure; nil when there was none.
    mutating func failure(_ message: String?, _ rules: OperationRules, form: FieldForm) {
        if let message {
            if rules.takesPlace("status-message-failed-only") { member("status_message", message, form) }
        } else if !rules.keeps("status-message-failed-only") {
            member("status_message", "none")
        }
    }
}
