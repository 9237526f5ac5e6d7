// Reads a Jenkinsfile with the Groovy that Jenkins has (2.4), holds it against the sections, directives and steps of
// Declarative Pipelines, and carries it out: each cell of the matrix and each agent in a workspace of its own.
//
// usage: groovy jenkins.groovy JENKINSFILE WORK-FOLDER

/** What may stand in each section, by https://www.jenkins.io/doc/book/pipeline/syntax/. */
class Syntax {
    static final Map<String, List<String>> INSIDE = [
        pipeline: ['agent', 'environment', 'libraries', 'options', 'parameters', 'post', 'stages', 'tools', 'triggers'],
        agent: ['docker', 'dockerfile', 'kubernetes', 'label', 'node'],
        docker: ['alwaysPull', 'args', 'customWorkspace', 'image', 'label', 'registryCredentialsId', 'registryUrl', 'reuseNode'],
        options: ['buildDiscarder', 'disableConcurrentBuilds', 'disableResume', 'newContainerPerStage',
            'parallelsAlwaysFailFast', 'preserveStashes', 'quietPeriod', 'retry', 'skipDefaultCheckout',
            'skipStagesAfterUnstable', 'timeout', 'timestamps'],
        stages: ['stage'],
        stage: ['agent', 'environment', 'failFast', 'input', 'matrix', 'options', 'parallel', 'post', 'stages', 'steps',
            'tools', 'when'],
        matrix: ['agent', 'axes', 'environment', 'excludes', 'input', 'options', 'post', 'stages', 'tools', 'when'],
        axes: ['axis'],
        axis: ['name', 'notValues', 'values'],
        post: ['aborted', 'always', 'changed', 'cleanup', 'failure', 'fixed', 'regression', 'success', 'unstable',
            'unsuccessful'],
    ]
    static final Map<String, List<String>> STEPS = [
        sh: ['script', 'encoding', 'label', 'returnStatus', 'returnStdout'],
        stash: ['name', 'includes', 'excludes', 'allowEmpty', 'useDefaultExcludes'],
        unstash: ['name'],
        junit: ['testResults', 'allowEmptyResults', 'keepLongStdio', 'skipPublishingChecks', 'healthScaleFactor'],
        archiveArtifacts: ['artifacts', 'allowEmptyArchive', 'excludes', 'fingerprint', 'onlyIfSuccessful'],
    ]
    static final Map<String, String> MAIN = [
        sh: 'script', stash: 'name', unstash: 'name', junit: 'testResults', archiveArtifacts: 'artifacts']
    /** Sections of which the first must have one, or exactly one, of the others. */
    static final Map<String, List<String>> NEEDS = [
        pipeline: ['agent', 'stages'], matrix: ['axes', 'stages'], axis: ['name'], docker: ['image']]

    static void mistake(String text) { throw new IllegalArgumentException("Jenkinsfile: ${text}") }
}

/** One section with the directives in it, in order. */
class Section {
    String kind
    String label
    Closure steps
    List<Section> inner = []
    List values = []
    Map<String, Object> assigned = [:]

    Section(String kind) { this.kind = kind }

    Section find(String name) { inner.find { it.kind == name } }

    List<Section> all(String name) { inner.findAll { it.kind == name } }

    Section read(Closure body) {
        body.delegate = this
        body.resolveStrategy = Closure.DELEGATE_FIRST
        body()
        Syntax.NEEDS.getOrDefault(kind, []).each { if (find(it) == null) Syntax.mistake("'${kind}' has no '${it}'") }
        if (kind == 'stage') {
            def ways = inner.findAll { it.kind in ['steps', 'stages', 'parallel', 'matrix'] }
            if (ways.size() != 1) Syntax.mistake("the stage '${label}' needs one of steps, stages, parallel and matrix")
        }
        this
    }

    def methodMissing(String name, arguments) {
        if (name == 'credentials') return "credential ${arguments[0]}".toString()
        def known = Syntax.INSIDE[kind]
        if (known == null || !(name in known)) Syntax.mistake("'${name}' cannot stand in '${kind}'")
        if (name != 'stage' && name != 'axis' && find(name) != null) Syntax.mistake("'${name}' stands twice in '${kind}'")
        def section = new Section(name)
        def rest = arguments as List
        if (name == 'stage') section.label = rest.remove((int) 0)
        if (rest && rest.last() instanceof Closure) {
            def body = rest.remove(rest.size() - 1)
            // Steps, and what follows a run, are carried out later.
            if (name == 'steps' || kind == 'post') section.steps = body else section.read(body)
        }
        section.values = rest
        inner << section
        section
    }

    def propertyMissing(String name) {
        if (name == 'env') return System.getenv()
        if (name in ['any', 'none'] && kind in ['pipeline', 'stage']) return name
        Syntax.mistake("'${name}' is not known in '${kind}'")
    }

    def propertyMissing(String name, value) {
        if (kind != 'environment') Syntax.mistake("'${name} =' cannot stand in '${kind}'")
        assigned[name] = value
    }
}

/** Carries steps out in a workspace. */
class Steps {
    File workspace
    File stashes
    Map<String, String> environment

    def methodMissing(String name, arguments) {
        def known = Syntax.STEPS[name]
        if (known == null) Syntax.mistake("there is no step '${name}' among ${Syntax.STEPS.keySet()}")
        def given = arguments[0] instanceof Map ? arguments[0] : [(Syntax.MAIN[name]): arguments[0]]
        given.keySet().each { if (!(it in known)) Syntax.mistake("the step '${name}' has no parameter '${it}'") }
        if (!given.containsKey(Syntax.MAIN[name])) Syntax.mistake("the step '${name}' needs '${Syntax.MAIN[name]}'")
        "run_${name}"(given)
    }

    def propertyMissing(String name) {
        if (name == 'env') return environment
        if (environment.containsKey(name)) return environment[name]
        Syntax.mistake("'${name}' is not known to the steps")
    }

    def run_sh(Map given) {
        def builder = new ProcessBuilder('sh', '-xe', '-c', given.script.toString())
        builder.environment().putAll(environment)
        def log = new File(workspace, 'log')
        def code = builder.directory(workspace).redirectErrorStream(true).redirectOutput(log).start().waitFor()
        if (code != 0) throw new IllegalStateException("exit code ${code}:\n${log.text}")
    }

    def run_stash(Map given) {
        def found = files(given.includes.toString())
        if (!found) throw new IllegalStateException("nothing to stash: ${given.includes}")
        found.each { copy(new File(workspace, it), new File(stashes, "${given.name}/${it}")) }
    }

    def run_unstash(Map given) {
        def root = new File(stashes, given.name.toString())
        if (!root.isDirectory()) throw new IllegalStateException("there is no stash '${given.name}'")
        root.eachFileRecurse { if (it.isFile()) copy(it, new File(workspace, root.toPath().relativize(it.toPath()).toString())) }
    }

    def run_junit(Map given) {
        def suites = new XmlSlurper().parse(new File(workspace, given.testResults.toString()))
        println "ok      Jenkinsfile: ${suites.'**'.findAll { it.name() == 'testcase' }.size()} results for the JUnit plugin"
    }

    def run_archiveArtifacts(Map given) {
        if (!files(given.artifacts.toString())) throw new IllegalStateException("nothing to archive: ${given.artifacts}")
    }

    private List<String> files(String pattern) {
        new FileNameFinder().getFileNames(workspace.path, pattern).collect {
            workspace.toPath().relativize(new File(it).toPath()).toString()
        }
    }

    private void copy(File from, File to) {
        to.parentFile.mkdirs()
        to.bytes = from.bytes
    }
}

class Pipeline {
    File work

    void run(Section stage, Map<String, String> environment, String place) {
        def own = environment + ((stage.find('environment')?.assigned ?: [:]) as Map<String, String>)
        def matrix = stage.find('matrix')
        if (matrix != null) {
            cells(matrix.find('axes').all('axis')).eachWithIndex { cell, index ->
                def inside = own + cell + ((matrix.find('environment')?.assigned ?: [:]) as Map<String, String>)
                matrix.find('stages').all('stage').each { run(it, inside, "${place}-${index + 1}") }
            }
        }
        stage.find('stages')?.all('stage')?.each { run(it, own, place) }
        def steps = stage.find('steps')
        if (steps == null) return
        def name = stage.label == 'Gate' ? 'gate' : place
        def runner = new Steps(workspace: new File(work, name), stashes: new File(work, 'stashes'), environment: own)
        runner.workspace.mkdirs()
        perform(steps.steps, runner)
        stage.find('post')?.inner?.findAll { it.kind in ['always', 'success', 'cleanup'] }?.each { perform(it.steps, runner) }
    }

    private void perform(Closure body, Steps runner) {
        body.delegate = runner
        body.resolveStrategy = Closure.DELEGATE_FIRST
        body()
    }

    /** Every combination of the values of some axes. */
    private List<Map<String, String>> cells(List<Section> axes) {
        axes.inject([[:]]) { cells, axis ->
            cells.collectMany { cell -> axis.find('values').values.collect { cell + [(axis.find('name').values[0]): it] } }
        }
    }
}

class Top extends Script {
    Section section

    def run() { null }

    def pipeline(Closure body) { section = new Section('pipeline').read(body) }
}

def configuration = new org.codehaus.groovy.control.CompilerConfiguration(scriptBaseClass: Top.name)
def script = new GroovyShell(this.class.classLoader, new Binding(), configuration).parse(new File(args[0]))
script.run()
def pipeline = script.section ?: Syntax.mistake('there is no pipeline')
def work = new File(args[1])
pipeline.find('stages').all('stage').eachWithIndex { stage, index ->
    new Pipeline(work: work).run(stage, [:], "stage-${index + 1}")
}
